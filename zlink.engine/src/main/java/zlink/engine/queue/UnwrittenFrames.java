package zlink.engine.queue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Finds message boundaries among the bytes a writer has not written, for the rare moments when messages matter to it
 * rather than bytes: its channel is gone, or what waits is to be replaced.
 *
 * <p>Every chunk starts with a frame, and {@link Chunk#startsMessage} says whether with a message's first.
 */
final class UnwrittenFrames {
    private UnwrittenFrames() { }

    /** See {@link ByteQueue#rewind}. */
    static boolean rewind(ByteQueue queue) {
        boolean lost = goBack(queue);
        dropCommands(queue);
        queue.returnCredit();
        return lost;
    }

    private static boolean goBack(ByteQueue queue) {
        Chunk head = queue.head;
        if (head == null || queue.headOffset == 0 && head.startsMessage
                || queue.isAllWritten() && queue.headOffset != 0) {
            // Nothing is cut. Whether the last message arrived nobody can know; it was written whole.
            return false;
        }
        int messageStart = head.startsMessage ? 0 : -1;
        int offset = 0;
        long messages = queue.messagesBeforeHead;
        while (offset < queue.headOffset) {
            int flags = head.memory.get(offset);
            int next = offset + frameSize(head.memory, offset);
            if (next > queue.headOffset) {
                break;
            }
            offset = next;
            if ((flags & FrameFormat.MORE) == 0) {
                messageStart = offset; // behind a message, or a command, which stands between messages
                messages += (flags & FrameFormat.COMMAND) == 0 ? 1 : 0;
            }
        }
        queue.consumedMessages = messages;
        boolean lost = messageStart < 0;
        if (lost) {
            skipMessage(queue, offset);
        } else {
            queue.moveTo(messageStart);
        }
        return lost;
    }

    /** What waits for a PING or PONG is gone; another peer has no use for them. Messages close the gaps. */
    private static void dropCommands(ByteQueue queue) {
        if (queue.head == null) {
            queue.head = queue.first;
        }
        int start = queue.headOffset;
        long dropped = 0;
        for (Chunk chunk = queue.head; chunk != null; chunk = chunk.next) {
            int end = chunk == queue.tail ? queue.tailOffset : chunk.end;
            int kept = start;
            int size;
            for (int offset = start; offset < end; offset += size) {
                size = frameSize(chunk.memory, offset);
                if ((chunk.memory.get(offset) & FrameFormat.COMMAND) == 0) {
                    if (kept != offset) {
                        chunk.memory.put(kept, chunk.memory, offset, size);
                    }
                    kept += size;
                }
            }
            if (chunk == queue.tail) {
                queue.tailOffset = kept;
            } else {
                chunk.end = kept;
            }
            dropped += end - kept;
            start = 0;
        }
        queue.writtenBytes -= dropped;
        ByteQueue.PUBLISHED_BYTES.setRelease(queue, queue.writtenBytes);
    }

    private static void skipMessage(ByteQueue queue, int from) {
        queue.moveTo(from);
        boolean last = false;
        while (!last && !queue.isAllWritten()) {
            if (queue.headOffset == queue.head.end) {
                queue.passHead();
            }
            ByteBuffer memory = queue.head.memory;
            int flags = memory.get(queue.headOffset);
            queue.moveTo(queue.headOffset + frameSize(memory, queue.headOffset));
            last = (flags & (FrameFormat.MORE | FrameFormat.COMMAND)) == 0;
        }
        queue.consumedMessages++;
    }

    /** See {@link ByteQueue#takeBackUnstarted}. */
    static int takeBack(ByteQueue queue) {
        if (queue.head == null) {
            queue.head = queue.first;
        }
        Chunk head = queue.head;
        if (head == null) {
            return 0;
        }
        int end = 0;
        int flags = head.startsMessage ? 0 : FrameFormat.MORE;
        long written = queue.messagesBeforeHead;
        while (end < queue.headOffset || (flags & FrameFormat.MORE) != 0) {
            if (end == head.end) {
                return 0; // the message under way goes on in the next chunk
            }
            flags = head.memory.get(end);
            end += frameSize(head.memory, end);
            written += end <= queue.headOffset && (flags & (FrameFormat.MORE | FrameFormat.COMMAND)) == 0 ? 1 : 0;
        }
        queue.consumedMessages = written;
        queue.returnCredit();
        ByteArrayOutputStream commands = new ByteArrayOutputStream(0);
        int messages = lookThrough(queue, end, commands);
        queue.cut(end, messages);
        if (commands.size() > 0) {
            queue.appendEncoded(commands.toByteArray()); // the peer they are for is still there
        }
        return messages;
    }

    /** Counts the messages from an offset in the head on, and collects what stands between them. */
    private static int lookThrough(ByteQueue queue, int start, ByteArrayOutputStream commands) {
        int messages = 0;
        Chunk chunk = queue.head;
        int offset = start;
        while (chunk != queue.tail || offset < queue.tailOffset) {
            if (offset == chunk.end) {
                chunk = chunk.next;
                offset = 0;
                continue;
            }
            int flags = chunk.memory.get(offset);
            int size = frameSize(chunk.memory, offset);
            if ((flags & FrameFormat.COMMAND) != 0) {
                byte[] command = new byte[size];
                chunk.memory.get(offset, command);
                commands.writeBytes(command);
            } else if ((flags & FrameFormat.MORE) == 0) {
                messages++;
            }
            offset += size;
        }
        return messages;
    }

    private static int frameSize(ByteBuffer memory, int offset) {
        return (memory.get(offset) & FrameFormat.LONG) == 0
                ? FrameFormat.SHORT_HEADER + (memory.get(offset + 1) & 0xFF)
                : FrameFormat.LONG_HEADER + (int) memory.getLong(offset + 1);
    }
}
