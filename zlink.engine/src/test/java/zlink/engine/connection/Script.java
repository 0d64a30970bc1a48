package zlink.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import zlink.api.DisconnectReason;

/** Runs steps on a rig, with a peer that has a stream of messages to write. */
final class Script {
    private final EngineRig rig;
    private final byte[] stream;
    private final List<Integer> ends = new ArrayList<>(); // of messages in the stream
    private final List<String> messages = new ArrayList<>();
    private final List<String> pongs = new ArrayList<>();   // that our answers to its PINGs must be among
    private int arrived;
    private int sends;
    private boolean sending = true;
    private boolean stopped;

    /** The peer writes messages of sizes chosen by these numbers, and PINGs. */
    Script(EngineRig rig, List<Integer> sizes) {
        this.rig = rig;
        byte[][] parts = new byte[sizes.size()][];
        int end = 0;
        for (int i = 0; i < parts.length; i++) {
            if (sizes.get(i) == Step.PING) {
                parts[i] = Peer.ping(0, "ping " + i);
                pongs.add("PONGping " + i);
                rig.peerPings = true;
                end += parts[i].length;
                continue;
            }
            List<byte[]> frames = Peer.numbered(i, Step.size(sizes.get(i)));
            parts[i] = Peer.message(frames);
            end += parts[i].length;
            ends.add(end);
            messages.add(Peer.digest(frames));
        }
        this.stream = Peer.join(parts);
    }

    /** The peer knows no frames and writes bytes, in portions of sizes chosen by these numbers. */
    private Script(EngineRig rig, byte[] stream) {
        this.rig = rig;
        this.stream = stream;
    }

    static Script ofBytes(EngineRig rig, List<Integer> sizes) {
        byte[][] parts = new byte[sizes.size()][];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = Peer.join(Peer.numbered(i, Step.size(sizes.get(i))).toArray(byte[][]::new));
        }
        return new Script(rig, Peer.join(parts));
    }

    /** What the peer has written. */
    byte[] arrivedBytes() {
        return Arrays.copyOf(stream, arrived);
    }

    /** The handshake, with so much of the stream right behind it; then what is to happen. */
    void run(int early, List<Step> steps, List<Step> meanwhile) {
        rig.during(meanwhile.stream().<Runnable>map(step -> () -> act(step)).toList());
        arrived = Math.min(early, stream.length);
        rig.shake(Arrays.copyOf(stream, arrived));
        for (Step step : steps) {
            act(step);
        }
    }

    void act(Step step) {
        switch (step.kind()) {
            case ARRIVE -> arrive(step.amount());
            case RECEIVE -> rig.receive(step.amount(), true);
            case TRY -> rig.receive(step.amount(), false);
            case SEND -> {
                if (sending) {
                    rig.send(Peer.numbered(sends++, Step.size(step.amount())));
                }
            }
            case ROOM -> rig.channel.room(step.amount());
            case TURN -> rig.turn();
            case TICK -> rig.loop.advance(step.amount());
            case LATER -> rig.loop.advance(6_000_000);
            case WAKE -> rig.goOnSending();
            case NOTHING -> { }
            case CLOSE -> {
                rig.connection.requestClose(DisconnectReason.LOCALLY_CLOSED);
                rig.turn();
            }
        }
    }

    void arrive(int bytes) {
        int some = stopped ? 0 : Math.min(bytes, stream.length - arrived);
        if (some > 0) {
            rig.channel.arrive(Arrays.copyOfRange(stream, arrived, arrived + some));
            arrived += some;
        }
    }

    /** The application sends nothing more. */
    void stopSending() {
        sending = false;
        rig.forgetUnsent();
    }

    /** The peer writes nothing more. */
    void stopArriving() {
        stopped = true;
    }

    /** The message under way comes to its end. */
    void completeMessage() {
        for (int end : ends) {
            if (end >= arrived) {
                arrive(end - arrived);
                return;
            }
        }
        arrive(stream.length - arrived);
    }

    /** Messages that have come whole. */
    List<String> complete() {
        int count = 0;
        while (count < ends.size() && ends.get(count) <= arrived) {
            count++;
        }
        return messages.subList(0, count);
    }

    /** Nothing happens any more: everything that came is received, everything sent is written. */
    void checkNothingIsLeft() {
        rig.alone();
        rig.quiesce();
        rig.checkWatched();
        rig.quiesceAndDrain();
        rig.checkWatched();
        assertThat(rig.received).as("received").isEqualTo(complete());
        assertThat(rig.unread()).as("unread").isZero();
        checkWritten();
    }

    /** What was received is what came, from the first to some message. */
    void checkReceivedInOrder() {
        assertThat(rig.received).as("received").isEqualTo(messages.subList(0, rig.received.size()));
    }

    private static boolean isWithin(List<String> some, List<String> all) {
        int found = 0;
        for (String each : all) {
            found += found < some.size() && some.get(found).equals(each) ? 1 : 0;
        }
        return found == some.size();
    }

    void checkWritten() {
        Peer.Heard soFar = Peer.hear(rig.written());
        assertThat(soFar.messages()).as("written so far").isEqualTo(rig.sent.subList(0, soFar.messages().size()));
        rig.channel.room(Long.MAX_VALUE); // the peer reads again
        rig.quiesceAndDrain();
        assertThat(rig.isSenderAsleep()).as("sender asleep beside a channel with room").isFalse();
        Peer.Heard heard = Peer.hear(rig.written());
        assertThat(heard.whole()).as("whole messages").isTrue();
        assertThat(heard.messages()).as("written").isEqualTo(rig.sent);
        assertThat(isWithin(heard.commands().subList(1, heard.commands().size()), pongs)).as("answers").isTrue();
    }
}
