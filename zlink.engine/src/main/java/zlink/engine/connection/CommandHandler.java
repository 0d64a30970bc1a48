package zlink.engine.connection;

import java.nio.ByteBuffer;
import zlink.engine.queue.FrameException;
import zlink.engine.queue.Inlet;
import zlink.engine.zmtp.CommandKind;
import zlink.engine.zmtp.Commands;

/** What a peer says beside messages that are queued: commands, and frames the pattern is shown. With the read token. */
final class CommandHandler implements Inlet.Listener {
    private final WireConnection connection;
    private final WirePipe pipe;
    private final ConnectionSettings settings;

    CommandHandler(WireConnection connection, WirePipe pipe, ConnectionSettings settings) {
        this.connection = connection;
        this.pipe = pipe;
        this.settings = settings;
    }

    @Override
    public void command(ByteBuffer memory, int offset, int size) throws FrameException {
        CommandKind kind = Commands.kindOf(memory, offset, size);
        int body = Commands.bodyOffset(memory, offset);
        int bodySize = Commands.bodySize(memory, offset, size);
        switch (kind) {
            case PING -> pinged(memory, body, bodySize);
            case SUBSCRIBE -> pipe.owner().subscription(pipe, true, memory, body, bodySize);
            case CANCEL -> pipe.owner().subscription(pipe, false, memory, body, bodySize);
            default -> { } // PONG counts by having come; what is unknown or late is ignored as libzmq does
        }
    }

    private void pinged(ByteBuffer memory, int body, int bodySize) throws FrameException {
        byte[] pong = Commands.pong(memory, body, bodySize);
        int ttl = Commands.pingTtl(memory, body, bodySize);
        if (ttl > 0) {
            connection.peerTtl(ttl);
        }
        if (connection.writer().state() != WriteState.BLOCKED) { // who pings and does not read gets no pile of answers
            pipe.owner().sendControl(pipe, pong);
        }
    }

    @Override
    public void frame(ByteBuffer memory, int offset, int size, boolean more) {
        if (settings.takesUpstream()) {
            pipe.owner().upstream(pipe, memory, offset, size, more);
        }
    }
}
