package zlink.engine.fake;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import zlink.api.ConnectionStatistics;
import zlink.api.Endpoint;
import zlink.api.EndpointHandle;
import zlink.api.Message;
import zlink.api.MessageHandler;
import zlink.api.MonitorEvent;
import zlink.api.MonitorHandle;
import zlink.api.MonitorListener;
import zlink.api.SocketStatistics;

/** The methods of a socket that nothing in this module calls. */
abstract class UncalledSocket {
    private static <T> T unused() {
        throw new UnsupportedOperationException();
    }

    public final EndpointHandle bind(Endpoint endpoint) {
        return unused();
    }

    public final EndpointHandle connect(Endpoint endpoint) {
        return unused();
    }

    public final void unbind(Endpoint endpoint) {
        unused();
    }

    public final void disconnect(Endpoint endpoint) {
        unused();
    }

    public final List<EndpointHandle> endpoints() {
        return unused();
    }

    public final MonitorHandle monitor(MonitorListener listener) {
        return unused();
    }

    public final Flow.Publisher<MonitorEvent> events() {
        return unused();
    }

    public final SocketStatistics statistics() {
        return unused();
    }

    public final List<ConnectionStatistics> connections() {
        return unused();
    }

    public final Message receive() {
        return unused();
    }

    public final Optional<Message> receive(Duration timeout) {
        return unused();
    }

    public final int receive(ByteBuffer target) {
        return unused();
    }

    public final int tryReceive(ByteBuffer target) {
        return unused();
    }

    public final int receive(ByteBuffer target, Duration timeout) {
        return unused();
    }

    public final void receive(MessageHandler handler) {
        unused();
    }

    public final boolean tryReceive(MessageHandler handler) {
        return unused();
    }

    public final boolean receive(MessageHandler handler, Duration timeout) {
        return unused();
    }

    public final CompletionStage<Message> receiveAsync() {
        return unused();
    }

    public final Flow.Publisher<Message> messages() {
        return unused();
    }

    public final void send(byte[] frame) {
        unused();
    }

    public final void send(byte[] array, int offset, int length) {
        unused();
    }

    public final void send(ByteBuffer frame) {
        unused();
    }

    public final void send(Message message) {
        unused();
    }

    public final boolean trySend(byte[] frame) {
        return unused();
    }

    public final boolean trySend(byte[] array, int offset, int length) {
        return unused();
    }

    public final boolean trySend(ByteBuffer frame) {
        return unused();
    }

    public final boolean send(byte[] frame, Duration timeout) {
        return unused();
    }

    public final boolean send(ByteBuffer frame, Duration timeout) {
        return unused();
    }

    public final void flush() {
        unused();
    }
}
