package zlink.benchmarks.worker;

import zlink.api.SocketOptions;
import zlink.benchmarks.jeromq.JeroMqLinks;
import zlink.benchmarks.link.ReceiveForm;
import zlink.benchmarks.link.ZlinkLinks;
import zlink.benchmarks.measure.Lanes;
import zlink.benchmarks.nio.NioLanes;
import zlink.benchmarks.scenario.Peer;

/** The peers that are measured in a Java process. */
final class JavaPeers {
    private JavaPeers() {
    }

    static Lanes of(Peer peer) {
        return switch (peer) {
            case ZLINK -> zlink(ReceiveForm.BUFFER);
            case ZLINK_OBJECT -> zlink(ReceiveForm.OBJECT);
            case ZLINK_HANDLER -> zlink(ReceiveForm.HANDLER);
            case JEROMQ -> new LinkLanes(JeroMqLinks.version(), new JeroMqLinks());
            case NIO -> new NioLanes();
            case LIBZMQ -> throw new IllegalArgumentException("libzmq is measured by a program in C");
        };
    }

    private static Lanes zlink(ReceiveForm form) {
        return new LinkLanes("zlink", new ZlinkLinks(SocketOptions.defaults(), form));
    }
}
