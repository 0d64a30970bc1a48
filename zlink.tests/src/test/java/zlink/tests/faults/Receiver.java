package zlink.tests.faults;

import zlink.api.Context;
import zlink.api.Message;
import zlink.api.MonitorEvent;
import zlink.api.PullSocket;

/** A program with a PULL that is bound: prints its endpoint, each message's text, and that accepting failed. */
public final class Receiver {
    private Receiver() {
    }

    /** Takes the endpoint to bind. */
    public static void main(String[] arguments) {
        try (Context context = Context.create()) {
            PullSocket pull = context.pull();
            pull.monitor(event -> {
                if (event instanceof MonitorEvent.AcceptFailed failed) {
                    System.out.println("accept failed: " + failed.detail());
                }
            });
            System.out.println(pull.bind(arguments[0]).endpoint());
            for (Message message = pull.receive(); !message.text().equals("end"); message = pull.receive()) {
                System.out.println(message.text());
            }
        }
    }
}
