package zlink.tests.interop;

import static java.nio.charset.StandardCharsets.US_ASCII;

import zlink.api.Context;
import zlink.api.Message;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;

/**
 * A program that uses zlink until it is killed: pushes or pulls messages of two frames, a number and some bytes.
 *
 * <p>Prints the endpoint it is bound to, if it binds, and the number of every thousandth message that went through.
 */
public final class KillableProgram {
    private static final int PADDING = 1000;

    private KillableProgram() {
    }

    /** Takes {@code push} or {@code pull}, {@code bind} or {@code connect}, and the endpoint. */
    public static void main(String[] arguments) {
        boolean bind = arguments[1].equals("bind");
        try (Context context = Context.create()) {
            if (arguments[0].equals("push")) {
                push(context, bind, arguments[2]);
            } else {
                pull(context, bind, arguments[2]);
            }
        }
    }

    private static void push(Context context, boolean bind, String endpoint) {
        PushSocket push = context.push();
        System.out.println(bind ? push.bind(endpoint).endpoint() : push.connect(endpoint).endpoint());
        for (int number = 0;; number++) {
            push.send(Message.wrap(Integer.toString(number).getBytes(US_ASCII),
                    new byte[PADDING]));
            report(number);
        }
    }

    private static void pull(Context context, boolean bind, String endpoint) {
        PullSocket pull = context.pull(SocketOptions.defaults().with(SocketOption.RECEIVE_HIGH_WATER_MARK, 100));
        System.out.println(bind ? pull.bind(endpoint).endpoint() : pull.connect(endpoint).endpoint());
        for (int received = 0;; received++) {
            Message message = pull.receive();
            if (message.frameCount() != 2) {
                throw new IllegalStateException("half a message: " + message);
            }
            report(received);
        }
    }

    private static void report(int number) {
        if (number % 1000 == 0) {
            System.out.println(number);
        }
    }
}
