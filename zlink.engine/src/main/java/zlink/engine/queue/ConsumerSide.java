package zlink.engine.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Written by whoever holds the consumer's token; the credits are read by the producer when it believes it is full. */
abstract class ConsumerSide extends MiddlePadding {
    static final VarHandle PUBLISHED_MESSAGES;
    static final VarHandle PUBLISHED_BYTES;
    static final VarHandle CREDIT_MESSAGES;
    static final VarHandle CREDIT_BYTES;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            PUBLISHED_MESSAGES = lookup.findVarHandle(ProducerSide.class, "publishedMessages", long.class);
            PUBLISHED_BYTES = lookup.findVarHandle(ProducerSide.class, "publishedBytes", long.class);
            CREDIT_MESSAGES = lookup.findVarHandle(ConsumerSide.class, "creditMessages", long.class);
            CREDIT_BYTES = lookup.findVarHandle(ConsumerSide.class, "creditBytes", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    Chunk head;
    int headOffset;
    long consumedMessages;   // by a writer: at least so many, exact when its queue is empty or rewound
    long messagesBeforeHead; // for a writer: complete before the head's first frame
    long consumedBytes;
    long consumedBody;
    long creditedMessages;
    long creditedBytes;
    long publishedSeen;
    long gatheredMessages;
    long gatheredUpTo;
    volatile long creditMessages; // through CREDIT_MESSAGES
    volatile long creditBytes;    // through CREDIT_BYTES
}

/** Keeps the neighbours in memory off the producer's cache lines: 128 bytes, adjacent lines are fetched in pairs. */
abstract class FrontPadding {
    int f; // fills the gap that the virtual machine would else fill with the producer's int: QueueLayoutTest
    long f00, f01, f02, f03, f04, f05, f06, f07, f08, f09, f10, f11, f12, f13, f14, f15;
}

/** Written by whoever holds the producer's token; the published counts are read by the consumer. */
abstract class ProducerSide extends FrontPadding {
    Chunk tail;
    int tailOffset;
    long writtenMessages;
    long writtenBytes;
    long appendedBody;
    long creditedMessagesSeen;
    long creditedBytesSeen;
    Chunk first; // what the consumer starts with when it has no head
    volatile long publishedMessages; // through PUBLISHED_MESSAGES
    volatile long publishedBytes;    // through PUBLISHED_BYTES
}

/** Keeps producer and consumer off each other's cache lines. */
abstract class MiddlePadding extends ProducerSide {
    int m; // likewise
    long m00, m01, m02, m03, m04, m05, m06, m07, m08, m09, m10, m11, m12, m13, m14, m15;
}

/** Keeps what is written for every message off what both sides only read. */
abstract class BackPadding extends ConsumerSide {
    int b; // likewise
    long b00, b01, b02, b03, b04, b05, b06, b07, b08, b09, b10, b11, b12, b13, b14, b15;
}
