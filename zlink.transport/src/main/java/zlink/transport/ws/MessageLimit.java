package zlink.transport.ws;

import zlink.transport.ws.frame.ViolationException;

/**
 * How much a peer may put into one frame of ZMTP.
 *
 * @param bytes of a part of a message, without its flags
 */
record MessageLimit(long bytes) {
    /** Commands are small; the engine has limits of its own for them, whatever messages may be. */
    private static final int LARGEST_COMMAND = 64 << 10;

    /** What fits into an array beside what comes before it. */
    private static final int LARGEST_GATHERED = Integer.MAX_VALUE - 64;

    /** @param option the option's value, 0 for no limit */
    static MessageLimit of(long option) {
        return new MessageLimit(option == 0 ? Long.MAX_VALUE : option);
    }

    /** Checks what a header announces before memory is taken for it. */
    void check(Flags flags, long size) throws ViolationException {
        long most = flags == Flags.COMMAND ? LARGEST_COMMAND : bytes;
        if (size > most) {
            throw ViolationException.tooBig((flags == Flags.COMMAND ? "a command" : "a part of a message") + " of "
                    + size + " bytes, most are " + most);
        }
    }

    /** Checks what the fragments of a message announce together when nothing is known of its flags yet. */
    void checkGathered(long gathered, long more) throws ViolationException {
        long most = Math.min(Math.max(bytes, LARGEST_COMMAND), LARGEST_GATHERED);
        if (more - 1 > most - gathered) {
            throw ViolationException.tooBig("a fragmented message of more than " + most + " bytes");
        }
    }
}
