package zlink.benchmarks.jeromq;

import org.zeromq.ZContext;
import zlink.benchmarks.link.End;
import zlink.benchmarks.link.Link;

/** A link of sockets that share a context with the other links of a measurement. */
record JeroMqLink(ZContext context, End near, End far) implements Link {

    @Override
    public String state() {
        return "JeroMQ's sockets do not say how they are";
    }

    /** All links of the context: JeroMQ closes sockets on the thread that closes the context. */
    @Override
    public void close() {
        context.close();
    }

    @Override
    public void abort() {
        context.close();
    }
}
