package zlink.engine.pipe;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import zlink.api.DisconnectReason;
import zlink.engine.queue.ByteQueue;

/** A pipe that does nothing but the protocol of sleeping and waking, which the test drives in single steps. */
public class JoinedPipe extends Pipe {
    private final Runnable onAppended;
    private final Runnable onCredited;

    public JoinedPipe(PipeOwner owner, ByteQueue out, ByteQueue in, Runnable onAppended, Runnable onCredited) {
        super(owner, out, in);
        this.onAppended = onAppended;
        this.onCredited = onCredited;
    }

    /** An owner that only hears of what woke up. */
    static PipeOwner owner(Consumer<Pipe> becameReadable, Consumer<Pipe> becameWritable) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            switch (method.getName()) {
                case "becameReadable" -> becameReadable.accept((Pipe) arguments[0]);
                case "becameWritable" -> becameWritable.accept((Pipe) arguments[0]);
                case "exhausted" -> { }
                default -> throw new UnsupportedOperationException(method.toString());
            }
            return null;
        };
        return (PipeOwner) Proxy.newProxyInstance(PipeOwner.class.getClassLoader(), new Class<?>[] {PipeOwner.class},
                handler);
    }

    /** By the far end, after a publication and a full fence. */
    void tellReader() {
        wakeReader();
    }

    /** By the far end, after credit and a full fence. */
    void tellWriter() {
        wakeWriter();
    }

    /** By the far end, when nothing more will come. */
    void tellEnd() {
        end();
    }

    @Override
    protected void appended() {
        onAppended.run();
    }

    @Override
    protected void credited() {
        onCredited.run();
    }

    @Override
    public void announce() { }

    @Override
    public void flush(FlushCause cause) { }

    @Override
    public boolean hasUnflushed() {
        return false;
    }

    @Override
    public void subscribe(byte[] topic) { }

    @Override
    public void cancel(byte[] topic) { }

    @Override
    public PipeCounters counters() {
        return PipeCounters.NONE;
    }

    @Override
    public void close(DisconnectReason reason) { }
}
