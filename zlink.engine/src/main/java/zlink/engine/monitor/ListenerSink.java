package zlink.engine.monitor;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import zlink.api.MonitorEvent;
import zlink.api.MonitorListener;
import zlink.engine.async.SerialTask;

/** Tells a listener of one event at a time, in order; one that throws is told of the next all the same. */
final class ListenerSink implements EventSink {
    private static final Logger LOG = System.getLogger(ListenerSink.class.getPackageName());
    private static final int EVENTS_PER_TURN = 64;

    private final MonitorListener listener;
    private final EventQueue queue;
    private final SerialTask turns;

    ListenerSink(MonitorListener listener, EventQueue queue, Executor executor) {
        this.listener = listener;
        this.queue = queue;
        this.turns = new SerialTask(executor, this::turn);
    }

    @Override
    public void offer(MonitorEvent event) {
        queue.offer(event);
        turns.schedule();
    }

    @Override
    public void end() {
        queue.end();
        turns.schedule();
    }

    private void turn() {
        for (int i = 0; i < EVENTS_PER_TURN; i++) {
            MonitorEvent event = queue.poll();
            if (event == null) {
                return;
            }
            try {
                listener.on(event);
            } catch (RuntimeException | Error e) {
                LOG.log(Level.WARNING, "a monitor listener threw at " + event, e);
            }
        }
        turns.schedule();
    }
}
