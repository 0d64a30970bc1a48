package zlink.benchmarks.run;

import java.util.Map;
import java.util.TreeMap;

/** What every thread of the program is doing, without the asking one and the virtual machine's own. */
public final class ThreadDump {
    private ThreadDump() {
    }

    /** The stacks, in many lines. */
    public static String take() {
        Map<String, String> byName = new TreeMap<>();
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            if (isOfTheProgram(thread)) {
                byName.merge(thread.getName(), describe(thread, stack), String::concat);
            }
        });
        return String.join("\n", byName.values());
    }

    private static boolean isOfTheProgram(Thread thread) {
        ThreadGroup group = thread.getThreadGroup(); // null once it has ended
        return thread != Thread.currentThread() && group != null && !group.getName().equals("system")
                && !group.getName().startsWith("Innocuous");
    }

    private static String describe(Thread thread, StackTraceElement[] stack) {
        StringBuilder text = new StringBuilder();
        text.append('"').append(thread.getName()).append("\" ").append(thread.getState()).append('\n');
        for (StackTraceElement frame : stack) {
            text.append("    at ").append(frame).append('\n');
        }
        return text.toString();
    }
}
