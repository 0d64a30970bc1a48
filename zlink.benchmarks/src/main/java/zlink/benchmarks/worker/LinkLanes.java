package zlink.benchmarks.worker;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import zlink.benchmarks.link.BodyReader;
import zlink.benchmarks.link.End;
import zlink.benchmarks.link.Link;
import zlink.benchmarks.link.LinksOpener;
import zlink.benchmarks.measure.Lane;
import zlink.benchmarks.measure.Lanes;
import zlink.benchmarks.measure.Payload;
import zlink.benchmarks.measure.Port;
import zlink.benchmarks.run.Greeting;
import zlink.benchmarks.scenario.Setup;

/** Lanes over a library's links. */
final class LinkLanes implements Lanes {
    private final String name;
    private final LinksOpener opener;

    LinkLanes(String name, LinksOpener opener) {
        this.name = name;
        this.opener = opener;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Lane> open(Setup setup) {
        List<Link> links = opener.open(setup.cell(), setup.pairs(), setup.highWaterMark());
        links.forEach(Greeting::exchange);
        return links.stream().map(link -> (Lane) new LinkLane(link, setup.cell().bytes())).toList();
    }

    private record LinkLane(Link link, Port near, Port far) implements Lane {

        LinkLane(Link link, int bytes) {
            this(link, new EndPort(link.near(), bytes), new EndPort(link.far(), bytes));
        }

        @Override
        public String state() {
            return link.state();
        }

        @Override
        public void close() {
            link.close();
        }

        @Override
        public void abort() {
            link.abort();
        }
    }

    private static final class EndPort implements Port {
        private final End end;
        private final Payload payload;
        private final ByteBuffer scratch;

        EndPort(End end, int bytes) {
            this.end = end;
            this.payload = new Payload(bytes);
            this.scratch = ByteBuffer.allocate(bytes);
        }

        @Override
        public void send(long number, long timeNs) {
            end.send(payload.of(number, timeNs));
        }

        @Override
        public void flush() {
            // a program that calls send does not do more either
        }

        @Override
        public void receive(BodyReader reader) {
            end.receive(scratch, reader);
        }

        @Override
        public boolean isEmpty() {
            scratch.clear();
            return end.receive(scratch, Duration.ZERO) < 0;
        }
    }
}
