package zlink.api;

import static zlink.api.OptionDefinition.byteLimit;
import static zlink.api.OptionDefinition.count;
import static zlink.api.OptionDefinition.flag;
import static zlink.api.OptionDefinition.intBytes;
import static zlink.api.OptionDefinition.time;
import static zlink.api.OptionDefinition.timeUpTo;

import java.time.Duration;

/** Options of {@link SocketOption} about queues, waiting, batching and who does the I/O. */
sealed interface QueueOptions permits SocketOption {
    /**
     * Most messages a connection's outbound queue holds before {@code send} blocks or drops.
     *
     * <p>Counted in whole messages, not frames or bytes, for each connection; 0 means no limit; default
     * 1000. For {@code inproc} it adds to the peer's {@link #RECEIVE_HIGH_WATER_MARK}; if either is 0
     * there is no limit. See {@link #SEND_LIMIT_BYTES} for the same in bytes.
     *
     * <p>Source: {@code ZMQ_SNDHWM}, zmq_setsockopt(3).
     */
    SocketOption<Integer> SEND_HIGH_WATER_MARK = count("SEND_HIGH_WATER_MARK", 0, 1000, "messages")
            .libzmqName("ZMQ_SNDHWM")
            .description("Most messages a connection's outbound queue holds before send blocks or drops; 0: no limit.")
            .build();

    /**
     * Most messages a connection's inbound queue holds before the socket stops reading from that peer.
     *
     * <p>Counted in whole messages, not frames or bytes, for each connection; 0 means no limit; default
     * 1000. The peer is held back by the transport's own flow control and never disconnected for it;
     * reading goes on when half of the queue is free. What one read brings is queued whole, so there may be
     * more than this by the messages in 64 KiB. See {@link #RECEIVE_LIMIT_BYTES} for the same in bytes.
     *
     * <p>Source: {@code ZMQ_RCVHWM}, zmq_setsockopt(3).
     */
    SocketOption<Integer> RECEIVE_HIGH_WATER_MARK = count("RECEIVE_HIGH_WATER_MARK", 0, 1000, "messages")
            .libzmqName("ZMQ_RCVHWM")
            .description("Messages in a connection's inbound queue at which reading from that peer stops; the last read"
                    + " may have brought up to 64 KiB of them; 0: no limit.")
            .build();

    /**
     * Most bytes a connection's outbound queue holds before {@code send} blocks or drops.
     *
     * <p>Counted with what the protocol adds, for each connection; 0, the default, means no limit
     * beside {@link #SEND_HIGH_WATER_MARK}. A message larger than the limit is taken when the queue is
     * empty.
     *
     * <p>Source: zlink's own.
     */
    SocketOption<Long> SEND_LIMIT_BYTES = byteLimit("SEND_LIMIT_BYTES", 0)
            .description("Most bytes a connection's outbound queue holds before send blocks or drops; 0: no limit.")
            .build();

    /**
     * Most bytes a connection's inbound queue holds before the socket stops reading from that peer.
     *
     * <p>Counted with what the protocol adds, for each connection; 0 means no limit beside
     * {@link #RECEIVE_HIGH_WATER_MARK}; default 64 MiB. A message larger than the limit is still received
     * whole, up to {@link #MAX_MESSAGE_SIZE}.
     *
     * <p>Source: zlink's own.
     */
    SocketOption<Long> RECEIVE_LIMIT_BYTES = byteLimit("RECEIVE_LIMIT_BYTES", 64L << 20)
            .description("Most bytes a connection's inbound queue holds before reading from that peer stops;"
                    + " 0: no limit.")
            .build();

    /**
     * Largest message a peer may send.
     *
     * <p>In bytes, for each frame and for all frames of a message together; 0 means no limit but Java's
     * 2³¹−1 bytes a frame; default 64 MiB. A peer that announces more is disconnected with
     * {@link DisconnectReason#LIMIT_EXCEEDED} before memory is taken for it; during the handshake with
     * {@link HandshakeFailure#MALFORMED_COMMAND}. Does not limit what this socket sends, nor what comes by
     * {@code inproc}, where a message is in this program's memory already.
     *
     * <p>Source: {@code ZMQ_MAXMSGSIZE}, zmq_setsockopt(3), which counts single frames only and whose
     * default is no limit (-1).
     */
    SocketOption<Long> MAX_MESSAGE_SIZE = byteLimit("MAX_MESSAGE_SIZE", 64L << 20)
            .libzmqName("ZMQ_MAXMSGSIZE")
            .description("Largest frame and largest message a peer may send; more disconnects it; 0: no limit. Not for"
                    + " inproc. Differs from libzmq, which counts single frames and has no limit by default.")
            .build();

    /**
     * How long {@code send} waits for room before it throws {@link TimedOutException}.
     *
     * <p>Zero means not at all; default {@link SocketOption#FOREVER}. A time given to the call takes
     * precedence.
     *
     * <p>Source: {@code ZMQ_SNDTIMEO}, zmq_setsockopt(3).
     */
    SocketOption<Duration> SEND_TIMEOUT = time("SEND_TIMEOUT")
            .libzmqName("ZMQ_SNDTIMEO")
            .defaultValue(SocketOption.FOREVER)
            .description("How long send waits for room before it throws TimedOutException; zero: not at all.")
            .build();

    /**
     * How long {@code receive} waits for a message before it throws {@link TimedOutException}.
     *
     * <p>Zero means not at all; default {@link SocketOption#FOREVER}. A time given to the call takes
     * precedence.
     *
     * <p>Source: {@code ZMQ_RCVTIMEO}, zmq_setsockopt(3).
     */
    SocketOption<Duration> RECEIVE_TIMEOUT = time("RECEIVE_TIMEOUT")
            .libzmqName("ZMQ_RCVTIMEO")
            .defaultValue(SocketOption.FOREVER)
            .description("How long receive waits for a message before it throws TimedOutException;"
                    + " zero: not at all.")
            .build();

    /**
     * How long closing the socket or an endpoint waits for messages already sent to leave the machine.
     *
     * <p>Zero throws them away at once; {@link SocketOption#FOREVER} waits until the peers have taken
     * them; default 1 s. What has left already the peers have as long to read, but no longer than 30 s: one that sends
     * something meanwhile would lose the rest if the connection were gone.
     *
     * <p>Source: {@code ZMQ_LINGER}, zmq_setsockopt(3), whose default is without end (-1).
     */
    SocketOption<Duration> LINGER = time("LINGER")
            .libzmqName("ZMQ_LINGER")
            .defaultValue(Duration.ofSeconds(1))
            .description("How long closing waits for messages already sent to leave; zero: thrown away at once."
                    + " Differs from libzmq, which waits forever by default.")
            .build();

    /**
     * Bytes that wait in an outbound queue at which the sending thread writes the batch itself.
     *
     * <p>At least 1; default 32 KiB, the best of a measured series. A batch ends at whichever of this,
     * {@link #BATCH_MAX_MESSAGES} and {@link #BATCH_DELAY} comes first. Messages on an idle connection
     * are written at once in any case.
     *
     * <p>Source: zlink's own; libzmq's draft option {@code ZMQ_OUT_BATCH_SIZE} is similar.
     */
    SocketOption<Integer> BATCH_MAX_BYTES = intBytes("BATCH_MAX_BYTES", 1)
            .defaultValue(32 << 10)
            .description("Bytes waiting in an outbound queue at which the sending thread writes the batch itself.")
            .build();

    /**
     * Messages that wait in an outbound queue at which the sending thread writes the batch itself.
     *
     * <p>1 writes every message by itself; 0, the default, means only {@link #BATCH_MAX_BYTES} and
     * {@link #BATCH_DELAY} end a batch.
     *
     * <p>Source: zlink's own.
     */
    SocketOption<Integer> BATCH_MAX_MESSAGES = count("BATCH_MAX_MESSAGES", 0, 0, "messages")
            .description("Messages waiting in an outbound queue at which the sending thread writes the batch"
                    + " itself; 0: no such number.")
            .build();

    /**
     * Longest time a message waits for others to be written with it.
     *
     * <p>Zero to 1 s; default 50 µs. Zero means no timer: every send is written at once. Otherwise an
     * I/O thread writes what no other thread has written until then, so the time is kept only as well
     * as the operating system's timers do.
     *
     * <p>Source: zlink's own.
     */
    SocketOption<Duration> BATCH_DELAY = timeUpTo("BATCH_DELAY", Duration.ofSeconds(1))
            .defaultValue(Duration.ofNanos(50_000))
            .description("Longest time a message waits for others to be written with it; zero: no timer, every send"
                    + " is written at once.")
            .build();

    /**
     * Whether a thread that finds its queue empty reads from the connection itself.
     *
     * <p>Default true. False leaves all reading to the I/O threads: slower, and useful to find out
     * whether a problem lies there. The system property {@code zlink.speculative=false} switches this
     * and {@link #SPECULATIVE_WRITE} off for all sockets.
     *
     * <p>Source: zlink's own.
     */
    SocketOption<Boolean> SPECULATIVE_READ = flag("SPECULATIVE_READ", true)
            .description("Whether a receiving thread that finds its queue empty reads from the connection itself."
                    + " Off for all sockets with the system property zlink.speculative=false.")
            .build();

    /**
     * Whether a sending thread writes to the connection itself.
     *
     * <p>Default true. False leaves all writing to the I/O threads: slower, and useful to find out
     * whether a problem lies there. The system property {@code zlink.speculative=false} switches this
     * and {@link #SPECULATIVE_READ} off for all sockets.
     *
     * <p>Source: zlink's own.
     */
    SocketOption<Boolean> SPECULATIVE_WRITE = flag("SPECULATIVE_WRITE", true)
            .description("Whether a sending thread writes to the connection itself."
                    + " Off for all sockets with the system property zlink.speculative=false.")
            .build();

    /**
     * The I/O threads that may serve the socket's connections.
     *
     * <p>A bitmap: bit 0 is the first I/O thread; 0, the default, means all. Bits of threads the context
     * does not have are ignored; if no other remain, all threads serve. A connection goes to the thread
     * with the least work.
     *
     * <p>Source: {@code ZMQ_AFFINITY}, zmq_setsockopt(3).
     */
    SocketOption<Long> AFFINITY = SocketOption.builtIn("AFFINITY", OptionType.LONG)
            .libzmqName("ZMQ_AFFINITY")
            .unit("bitmap")
            .range("any; 0 for all I/O threads", value -> true)
            .defaultValue(0L)
            .description("Bitmap of the I/O threads that may serve the socket's connections; bit 0 is the first;"
                    + " 0: all.")
            .build();
}
