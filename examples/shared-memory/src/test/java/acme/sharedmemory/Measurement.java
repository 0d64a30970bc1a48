package acme.sharedmemory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import zlink.api.Context;
import zlink.api.PairSocket;

/**
 * Compares {@code shm} with {@code ipc} between two processes: alternating rounds of one run, medians, and their ratio.
 *
 * <p>This process receives, or echoes from; the other one, started by it, sends, or echoes. Two rounds warm both up.
 */
final class Measurement {

    private static final int WARM_UP_ROUNDS = 2;
    private static final double NS = 1e9;

    /** What is measured; the unit says what a figure counts. */
    private enum Task {
        STREAM("messages/s"), ECHO("ns/round trip");

        private final String unit;

        Task(String unit) {
            this.unit = unit;
        }

        private int messages(int size) {
            return this == ECHO ? 20_000 : size <= 64 ? 3_000_000 : 1_000_000;
        }
    }

    private enum Transport { SHM, IPC }

    private Measurement() { }

    /** The other process. */
    static final class Peer {
        public static void main(String[] arguments) throws IOException {
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            try (Context context = Context.create()) {
                for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                    String[] words = order.split(" ");
                    try (PairSocket pair = context.pair()) {
                        pair.connect(words[1]);
                        obey(pair, Task.valueOf(words[0]), Integer.parseInt(words[2]));
                    }
                }
            }
        }

        private static void obey(PairSocket pair, Task task, int size) {
            ByteBuffer message = ByteBuffer.allocateDirect(size);
            int messages = task.messages(size);
            for (int i = 0; i < messages; i++) {
                if (task == Task.ECHO) {
                    pair.receive(message.clear());
                    message.flip();
                } else {
                    message.clear();
                }
                pair.send(message);
            }
            pair.receive(message.clear()); // all has come
        }
    }

    /** @param arguments the number of rounds, 7 if it is missing */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds = arguments.length == 0 ? 7 : Integer.parseInt(arguments[0]);
        Path directory = Files.createTempDirectory("measure-");
        Process peer = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), Peer.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (Context context = Context.create();
                PrintStream orders = new PrintStream(peer.getOutputStream(), true, StandardCharsets.UTF_8)) {
            for (Task task : Task.values()) {
                for (int size : new int[] {64, 1024}) {
                    compare(context, orders, directory, task, size, rounds);
                }
            }
        } finally {
            peer.waitFor();
            Files.delete(directory);
        }
    }

    private static void compare(Context context, PrintStream orders, Path directory, Task task, int size, int rounds) {
        Map<Transport, List<Double>> figures = new EnumMap<>(Transport.class);
        List<Double> ratios = new ArrayList<>();
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            for (Transport transport : Transport.values()) {
                String endpoint = transport == Transport.SHM ? "shm://measure-" + ProcessHandle.current().pid()
                        : "ipc://" + directory.resolve("socket");
                double figure = measure(context, orders, endpoint, task, size);
                if (round >= 0) {
                    figures.computeIfAbsent(transport, none -> new ArrayList<>()).add(figure);
                }
            }
            if (round >= 0) {
                ratios.add(figures.get(Transport.SHM).get(round) / figures.get(Transport.IPC).get(round));
            }
        }
        System.out.printf(Locale.ROOT, "%-6s %5d B   shm %,12.0f   ipc %,12.0f %s   shm/ipc %.2f (%.2f to %.2f)%n",
                task, size, median(figures.get(Transport.SHM)), median(figures.get(Transport.IPC)), task.unit,
                median(ratios), Collections.min(ratios), Collections.max(ratios));
    }

    private static double measure(Context context, PrintStream orders, String endpoint, Task task, int size) {
        ByteBuffer message = ByteBuffer.allocateDirect(size);
        int messages = task.messages(size);
        try (PairSocket pair = context.pair()) {
            pair.bind(endpoint);
            orders.println(task + " " + endpoint + " " + size);
            double figure = task == Task.ECHO ? echoNs(pair, message, messages) : streamed(pair, message, messages);
            pair.send(message.clear());
            pair.flush();
            return figure;
        }
    }

    private static double streamed(PairSocket pair, ByteBuffer message, int messages) {
        pair.receive(message.clear());
        long startNs = System.nanoTime();
        for (int i = 1; i < messages; i++) {
            pair.receive(message.clear());
        }
        return (messages - 1) * NS / (System.nanoTime() - startNs);
    }

    private static double echoNs(PairSocket pair, ByteBuffer message, int messages) {
        double[] times = new double[messages];
        for (int i = 0; i < messages; i++) {
            long startNs = System.nanoTime();
            message.clear();
            pair.send(message);
            pair.receive(message.clear());
            times[i] = System.nanoTime() - startNs;
        }
        Arrays.sort(times);
        return times[messages / 2];
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
