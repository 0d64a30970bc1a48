package zlink.benchmarks.link;

import java.nio.ByteBuffer;
import zlink.api.MessageHandler;
import zlink.api.Receiver;

/** Shows bodies to readers in another form than the caller's buffer; for all else it is the end it wraps. */
final class ReceivingEnd extends ForwardingEnd {
    private final Receiver receiver;
    private final ReceiveForm form;
    private final int bodyFrame;
    private final MessageHandler handler; // made once: one for each message would be an allocation of the benchmark's
    private BodyReader reader;

    /**
     * Wraps an end.
     *
     * @param bodyFrame which frame is the body: 1 behind a routing id
     */
    ReceivingEnd(End end, Receiver receiver, ReceiveForm form, int bodyFrame) {
        super(end);
        this.receiver = receiver;
        this.form = form;
        this.bodyFrame = bodyFrame;
        this.handler = message -> show(message.frame(bodyFrame));
    }

    @Override
    public void receive(ByteBuffer scratch, BodyReader bodyReader) {
        reader = bodyReader;
        if (form == ReceiveForm.HANDLER) {
            receiver.receive(handler);
        } else {
            show(receiver.receive().frame(bodyFrame));
        }
    }

    private void show(ByteBuffer body) {
        reader.read(body, body.position(), body.remaining());
    }
}
