package zlink.engine.connection;

import java.nio.ByteBuffer;
import zlink.engine.pipe.Pipe;
import zlink.engine.queue.FrameException;
import zlink.engine.queue.FrameInlet;
import zlink.engine.zmtp.CommandKind;
import zlink.engine.zmtp.Commands;

/** Does what the peer's commands ask for, and hands over what goes upstream. Whoever reads. */
final class PeerCommands implements FrameInlet.Listener {
    private final WireConnection connection;
    private final ConnectionSettings settings;

    PeerCommands(WireConnection connection, ConnectionSettings settings) {
        this.connection = connection;
        this.settings = settings;
    }

    @Override
    public void command(ByteBuffer memory, int offset, int size) throws FrameException {
        CommandKind kind = Commands.kindOf(memory, offset, size);
        int body = Commands.bodyOffset(memory, offset);
        int bodySize = Commands.bodySize(memory, offset, size);
        Pipe pipe = connection.pipe();
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
            connection.beatFor(ttl);
        }
        if (connection.writer().state() != WriteState.BLOCKED) { // who pings and does not read gets no pile of answers
            connection.pipe().owner().sendControl(connection.pipe(), pong);
        }
    }

    @Override
    public void frame(ByteBuffer memory, int offset, int size, boolean more) {
        if (settings.takesUpstream()) {
            connection.pipe().owner().upstream(connection.pipe(), memory, offset, size, more);
        }
    }
}
