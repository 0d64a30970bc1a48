package zlink.engine.poll;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;
import zlink.api.PairSocket;
import zlink.api.Poller.Interest;
import zlink.api.Socket;

/** Readiness on its way from a socket to the thread that waits in a poller. */
public class PollRaces {

    /** A socket that only says whether it is ready. */
    static Socket readyIf(BooleanSupplier ready) {
        InvocationHandler handler = (proxy, method, arguments) -> switch (method.getName()) {
            case "prepareToReceive" -> ready.getAsBoolean();
            case "addListener", "removeListener" -> null;
            case "isClosed" -> false;
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            default -> throw new UnsupportedOperationException(method.toString());
        };
        return (Socket) Proxy.newProxyInstance(PairSocket.class.getClassLoader(),
                new Class<?>[] {PairSocket.class, Pollable.class}, handler);
    }

    private static final Socket NEVER_READY = readyIf(() -> false);

    private static PollRegistration registration(SocketPoller poller) {
        return new PollRegistration(poller, NEVER_READY, Interest.RECEIVE, NEVER_READY);
    }

    /** The socket calls again while the waiting thread takes the registration to look at it. */
    @JCStressTest
    @Description("A registration that was found queued is looked at after what its socket did.")
    @Outcome(id = "true, 0", expect = Expect.ACCEPTABLE, desc = "queued once more")
    @Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "queued once more, and seen already")
    @Outcome(id = "false, 1", expect = Expect.ACCEPTABLE, desc = "found queued, and seen")
    @Outcome(expect = Expect.FORBIDDEN, desc = "found queued, and not seen: lost")
    @State
    public static class QueuedIsSeen {
        private final PollRegistration registration = registration(new SocketPoller(() -> { }));
        private int change; // ordered by what is tested only

        public QueuedIsSeen() {
            registration.enqueue();
        }

        @Actor
        public void socket(ZI_Result result) {
            change = 1;
            result.r1 = registration.enqueue();
        }

        @Actor
        public void waits(ZI_Result result) {
            registration.dequeue();
            result.r2 = change;
        }
    }

    /** Two registrations pushed, and whoever takes them. */
    @JCStressTest
    @Description("A registration pushed is taken once, with the links of that moment.")
    @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "both, each once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "one lost or doubled")
    @State
    public static class Stack {
        private final SocketPoller poller = new SocketPoller(() -> { });
        private final ReadyStack stack = new ReadyStack();
        private final PollRegistration first = registration(poller);
        private final PollRegistration second = registration(poller);
        private int taken; // by the taker, then by the arbiter

        @Actor
        public void pushes() {
            stack.push(first);
            stack.push(second);
        }

        @Actor
        public void takes() {
            take();
        }

        private void take() {
            for (PollRegistration next = stack.takeAll(); next != null; next = next.dequeue()) {
                taken++;
            }
        }

        @Arbiter
        public void look(I_Result result) {
            take();
            result.r1 = taken;
        }
    }

    /** A socket becomes ready while the only thread that cares goes to sleep. */
    @JCStressTest
    @Description("A thread that waits in a poller is woken by a socket that becomes ready.")
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "it was told")
    @Outcome(expect = Expect.FORBIDDEN, desc = "it slept until its time was up")
    @State
    public static class ReadyWakesPoller {
        private static final Duration TOO_LONG = Duration.ofSeconds(2);

        private final SocketPoller poller = new SocketPoller(() -> { });
        private boolean ready; // ordered by what is tested only
        private final PollRegistration registration =
                poller.register(readyIf(() -> ready), Interest.RECEIVE, "nothing");

        public ReadyWakesPoller() {
            poller.await(Duration.ZERO); // found not ready: the socket will call
        }

        @Actor
        public void socket() {
            ready = true;
            registration.receivable();
        }

        @Actor
        public void waits(I_Result result) {
            long startNs = System.nanoTime();
            int found = poller.await(TOO_LONG).size();
            result.r1 = System.nanoTime() - startNs < TOO_LONG.toNanos() ? found : -1;
        }
    }

    /** Somebody asks the poller to wake up while its thread goes to sleep. */
    @JCStressTest
    @Description("A thread that waits in a poller is woken by whoever asks for it.")
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "it was woken")
    @Outcome(expect = Expect.FORBIDDEN, desc = "it slept until its time was up")
    @State
    public static class AskedWakesPoller {
        private static final Duration TOO_LONG = Duration.ofSeconds(2);

        private final SocketPoller poller = new SocketPoller(() -> { });

        @Actor
        public void asks() {
            poller.wakeUp();
        }

        @Actor
        public void waits(I_Result result) {
            long startNs = System.nanoTime();
            poller.await(TOO_LONG);
            result.r1 = System.nanoTime() - startNs < TOO_LONG.toNanos() ? 1 : 0;
        }
    }
}
