package zlink.benchmarks.stress;

import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.benchmarks.link.SelfSigned;
import zlink.benchmarks.scenario.Transport;

/**
 * What the sockets of a case have to live with.
 *
 * @param transport over what
 * @param speculative whether threads that send or receive may use the connection themselves
 * @param highWaterMark most messages in each queue, or 0 for no limit
 * @param smallBuffers whether the kernel's buffers are as small as it lets them be
 */
record Hardship(Transport transport, boolean speculative, int highWaterMark, boolean smallBuffers) {
    private static final int SMALL = 4 * 1024;

    /** What all sockets get. */
    SocketOptions options() {
        SocketOptions options = SocketOptions.defaults()
                .with(SocketOption.SPECULATIVE_READ, speculative).with(SocketOption.SPECULATIVE_WRITE, speculative)
                .with(SocketOption.SEND_HIGH_WATER_MARK, highWaterMark)
                .with(SocketOption.RECEIVE_HIGH_WATER_MARK, highWaterMark);
        if (highWaterMark == 0) {
            options = options.with(SocketOption.RECEIVE_LIMIT_BYTES, 0L);
        }
        if (smallBuffers) {
            options = options.with(SocketOption.SEND_BUFFER, SMALL).with(SocketOption.RECEIVE_BUFFER, SMALL);
        }
        return transport.isEncrypted() ? options.with(SocketOption.TLS_CONTEXT, SelfSigned.context()) : options;
    }

    @Override
    public String toString() {
        return transport + ", high-water mark " + (highWaterMark == 0 ? "none" : highWaterMark)
                + (speculative ? "" : ", not speculative") + (smallBuffers ? ", small kernel buffers" : "");
    }
}
