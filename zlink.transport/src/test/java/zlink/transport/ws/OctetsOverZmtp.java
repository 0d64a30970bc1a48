package zlink.transport.ws;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import zlink.api.Endpoint;
import zlink.api.SocketOptions;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.spi.Readiness;
import zlink.transport.spi.TransportProvider;

/**
 * Carries any octets through a transport that carries frames of ZMTP only, so that the contract of all transports can
 * be run against it: each write that finds no frame under way begins one as large as itself. Holds nothing of its own
 * but the rest of a header.
 */
record OctetsOverZmtp(TransportProvider below) implements TransportProvider {

    @Override
    public String scheme() {
        return below.scheme();
    }

    @Override
    public void check(Endpoint endpoint, Use use) {
        below.check(endpoint, use);
    }

    @Override
    public Listener bind(Endpoint endpoint, SocketOptions options) throws IOException {
        Listener listener = below.bind(endpoint, options);
        return new Listener() {
            @Override
            public Endpoint endpoint() {
                return listener.endpoint();
            }

            @Override
            public Optional<Connection> accept() throws IOException {
                return listener.accept().map(Octets::new);
            }

            @Override
            public Readiness readiness() {
                return listener.readiness();
            }

            @Override
            public boolean sharesAddress() {
                return listener.sharesAddress();
            }

            @Override
            public void close() {
                listener.close();
            }
        };
    }

    @Override
    public Connection connect(Endpoint endpoint, SocketOptions options) throws IOException {
        return new Octets(below.connect(endpoint, options));
    }

    /** One end. */
    static final class Octets implements Connection {
        private final Connection below;
        private final ByteBuffer outHeader = ByteBuffer.allocate(9).limit(0); // the writer's
        private long outLeft;                                                 // the writer's
        private final ByteBuffer inHeader = ByteBuffer.allocateDirect(9);     // the reader's
        private long inLeft;                                                  // the reader's
        private final ByteBuffer greeting = ByteBuffer.allocateDirect(64);
        private boolean greeted;

        Octets(Connection below) {
            this.below = below;
        }

        @Override
        public boolean finishConnect() throws IOException {
            return below.finishConnect();
        }

        @Override
        public int shakeHands() throws IOException {
            int wanted = below.shakeHands();
            if (wanted == 0 && !greeted) {
                greeted = true;
                below.write(ByteBuffer.wrap(Zmtp.greeting(1, "NULL")));
                if (below.read(greeting) != 64) {
                    throw new IOException("the greeting should be there at once");
                }
            }
            return wanted;
        }

        @Override
        public void passOn() {
            below.passOn();
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            int start = target.position();
            int limit = target.limit();
            boolean goesOn = true;
            int last = 0;
            while (goesOn && target.hasRemaining()) {
                if (inLeft == 0) {
                    inHeader.limit(inHeader.position() > 0 && (inHeader.get(0) & Zmtp.LONG) != 0 ? 9 : 2);
                    last = below.read(inHeader);
                    goesOn = last > 0;
                    if (inHeader.position() == 2 && (inHeader.get(0) & Zmtp.LONG) == 0) {
                        inLeft = inHeader.get(1) & 0xFF;
                        inHeader.clear();
                    } else if (inHeader.position() == 9) {
                        inLeft = inHeader.getLong(1);
                        inHeader.clear();
                    }
                } else {
                    int room = (int) Math.min(inLeft, target.remaining());
                    last = below.read(target.limit(target.position() + room));
                    target.limit(limit);
                    inLeft -= Math.max(0, last);
                    goesOn = last == room;
                }
            }
            int count = target.position() - start;
            return count == 0 && last < 0 ? -1 : count;
        }

        @Override
        public boolean hasInput() {
            return below.hasInput();
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            int start = source.position();
            int limit = source.limit();
            while (source.hasRemaining()) {
                if (outLeft == 0) {
                    outLeft = source.remaining();
                    byte[] frame = Zmtp.frame(0, new byte[source.remaining()]);
                    outHeader.clear().put(frame, 0, frame.length - source.remaining()).flip();
                }
                below.write(outHeader);
                if (outHeader.hasRemaining()) {
                    break;
                }
                int offered = (int) Math.min(outLeft, source.remaining());
                int taken = below.write(source.limit(source.position() + offered));
                source.limit(limit);
                outLeft -= taken;
                if (taken < offered) {
                    break;
                }
            }
            return source.position() - start;
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
            long taken = 0;
            for (int i = offset; i < offset + length; i++) {
                taken += write(sources[i]);
                if (sources[i].hasRemaining()) {
                    break;
                }
            }
            return taken;
        }

        @Override
        public boolean flush() throws IOException {
            return below.flush();
        }

        @Override
        public boolean hasOutput() {
            return below.hasOutput();
        }

        @Override
        public void shutdownOutput() throws IOException {
            below.shutdownOutput();
        }

        @Override
        public Readiness readiness() {
            return below.readiness();
        }

        @Override
        public String localAddress() {
            return below.localAddress();
        }

        @Override
        public String remoteAddress() {
            return below.remoteAddress();
        }

        @Override
        public Map<String, String> peerProperties() {
            return below.peerProperties();
        }

        @Override
        public void close() {
            below.close();
        }

        @Override
        public String toString() {
            return "octets over " + below;
        }
    }
}
