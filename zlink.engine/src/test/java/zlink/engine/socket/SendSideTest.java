package zlink.engine.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zlink.api.ContextOptions;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.engine.context.EngineContext;
import zlink.engine.pipe.JoinedPipe;
import zlink.engine.pipe.Pipe;
import zlink.engine.queue.ByteQueue;
import zlink.engine.queue.ChunkPool;
import zlink.engine.queue.OutgoingMessage;

/** Who sends has a moment for a full channel if it said that it may wait, and has nobody else to serve. */
class SendSideTest {
    private final EngineContext context = new EngineContext(ContextOptions.defaults());
    private final Outbox outbox = new Outbox();
    private final Asking socket = new Asking();

    /** Takes every message, and asks. */
    private final class Outbox implements Routing {
        private final List<Boolean> answers = new ArrayList<>();
        private Pipe staysWith;

        @Override
        public boolean attach(Pipe pipe) {
            return true;
        }

        @Override
        public void detach(Pipe pipe) { }

        @Override
        public boolean route(OutgoingMessage message) {
            answers.add(socket.peers().sendersStay());
            if (staysWith != null) {
                socket.peers().staysWith(staysWith);
                staysWith = null;
            }
            return true;
        }
    }

    private final class Asking extends SocketCore {
        private Asking() {
            super(context, SocketType.PAIR, SocketOptions.defaults(), outbox);
        }
    }

    @AfterEach
    void close() {
        context.close(Duration.ZERO);
    }

    private void peers(int count) {
        for (int i = 0; i < count; i++) {
            socket.peers().attach(socket.peers().newWirePipe(null));
        }
    }

    @Test
    void onlyWhoMayWaitForAMillisecondStays() {
        peers(1);
        socket.send(new byte[1]);
        socket.trySend(new byte[1]);
        socket.send(new byte[1], Duration.ofSeconds(1));
        socket.send(new byte[1], Duration.ZERO);
        socket.send(new byte[1], Duration.ofNanos(999_999));
        assertThat(outbox.answers).containsExactly(true, false, true, false, false);
    }

    @Test
    void noOneStaysWithOneOfSeveralPeers() {
        peers(2);
        socket.send(new byte[1]);
        assertThat(outbox.answers).containsExactly(false);
    }

    @Test
    @Timeout(60)
    void staysOnceAndWithoutTheLock() {
        peers(1);
        List<String> stays = new ArrayList<>();
        ByteQueue queue = new ByteQueue(new ChunkPool(), 0, 0);
        outbox.staysWith = new JoinedPipe(socket.peers(), queue, queue, () -> { }, () -> { }) {
            @Override
            public void stay() {
                stays.add("stays");
                socket.send(new byte[1]); // by anybody: the lock is free
            }
        };
        socket.send(new byte[1]);
        socket.send(new byte[1]);
        assertThat(stays).containsExactly("stays");
        assertThat(outbox.answers).hasSize(3);
    }
}
