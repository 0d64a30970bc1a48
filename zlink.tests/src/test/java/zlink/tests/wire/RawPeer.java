package zlink.tests.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import zlink.api.Endpoint;
import zlink.api.SocketType;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.SelfSigned;

/** A TCP connection to or from a zlink socket, used as bytes. */
final class RawPeer implements AutoCloseable {
    private final Socket below;  // the TCP connection
    private final Socket socket; // the same, or TLS over it
    private final InputStream input;

    private RawPeer(Socket socket) throws IOException {
        this(socket, socket);
    }

    private RawPeer(Socket below, Socket socket) throws IOException {
        this.below = below;
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) Deadline.PATIENCE.toMillis());
        input = socket.getInputStream();
    }

    /** A frame as it came. */
    record Frame(int flags, byte[] body) {
        boolean isCommand(String name) {
            return (flags & Bytes.COMMAND) != 0 && body.length > name.length() && body[0] == name.length()
                    && new String(body, 1, name.length(), ISO_8859_1).equals(name);
        }
    }

    /** Waits for one zlink socket to connect to it. */
    static final class Listener implements AutoCloseable {
        private final ServerSocket server;

        Listener() {
            try {
                server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
                server.setSoTimeout((int) Deadline.PATIENCE.toMillis());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String endpoint() {
            return "tcp://127.0.0.1:" + server.getLocalPort();
        }

        RawPeer accept() {
            try {
                return new RawPeer(server.accept());
            } catch (IOException e) {
                throw new AssertionError("nobody connected: " + e, e);
            }
        }

        /** Whether nobody connects for a while. */
        boolean isLeftAlone(Duration time) {
            try {
                server.setSoTimeout((int) time.toMillis());
                server.accept().close();
                return false;
            } catch (SocketTimeoutException e) {
                return true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Connects as a peer of that scheme would, up to where ZMTP, or HTTP, begins. */
    static RawPeer connect(Endpoint endpoint) {
        try {
            String address = endpoint.address().replaceFirst("/.*", "");
            int colon = address.lastIndexOf(':');
            Socket socket = new Socket();
            socket.connect(new InetSocketAddress(address.substring(0, colon),
                    Integer.parseInt(address.substring(colon + 1))));
            return endpoint.scheme().equals("tls") ? secured(socket) : new RawPeer(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RawPeer secured(Socket below) throws IOException {
        SSLSocket tls = (SSLSocket) SelfSigned.context().getSocketFactory()
                .createSocket(below, "127.0.0.1", below.getPort(), true);
        tls.setSoTimeout((int) Deadline.PATIENCE.toMillis());
        tls.startHandshake();
        return new RawPeer(below, tls);
    }

    /** Connects and shakes hands as ZMTP 3.1 wants it. */
    static RawPeer greeted(Endpoint endpoint, SocketType type) {
        RawPeer peer = connect(endpoint);
        peer.send(Bytes.handshake(type));
        peer.readHandshake();
        return peer;
    }

    /** Sends all at once. */
    RawPeer send(byte[]... parts) {
        try {
            socket.getOutputStream().write(Bytes.join(parts));
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends as much as the other side takes before it closes the connection. */
    RawPeer sendIfOpen(byte[]... parts) {
        try {
            socket.getOutputStream().write(Bytes.join(parts));
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe|closed).*");
        }
        return this;
    }

    /** Sends each byte in a segment of its own. */
    RawPeer sendByteByByte(byte[] bytes) {
        for (byte b : bytes) {
            send(new byte[] {b});
        }
        return this;
    }

    byte[] read(int count) {
        try {
            byte[] bytes = input.readNBytes(count);
            assertThat(bytes.length).as("bytes before the end of the connection").isEqualTo(count);
            return bytes;
        } catch (SocketTimeoutException e) {
            throw new AssertionError("fewer than " + count + " bytes came", e);
        } catch (IOException e) {
            throw new AssertionError("the connection broke where " + count + " bytes were due: " + e, e);
        }
    }

    Frame readFrame() {
        int flags = read(1)[0];
        long size = (flags & Bytes.LONG) != 0 ? ByteBuffer.wrap(read(8)).getLong() : read(1)[0] & 0xFF;
        return new Frame(flags, read(Math.toIntExact(size)));
    }

    /** Reads the greeting and READY; returns READY. */
    Frame readHandshake() {
        read(Bytes.GREETING);
        Frame ready = readFrame();
        assertThat(ready.isCommand("READY")).as("READY after the greeting").isTrue();
        return ready;
    }

    /** Reads a frame that is not a PING or PONG. */
    Frame readFrameButHeartbeats() {
        Frame frame = readFrame();
        while (frame.isCommand("PING") || frame.isCommand("PONG")) {
            frame = readFrame();
        }
        return frame;
    }

    /** Reads up to the empty line behind the head of an answer in HTTP. */
    String readHead() {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) (read(1)[0] & 0xFF));
        }
        return head.toString();
    }

    /** Reads all up to the end of the connection, which must come, and be no reset. */
    byte[] readToEnd() {
        try {
            return input.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError("the connection did not end as it should: " + e, e);
        }
    }

    /** Reads on, whatever comes, until the other side closes the connection; fails if it does not. */
    void awaitEnd() {
        byte[] rest = new byte[8192];
        try {
            while (input.read(rest) >= 0) {
                Thread.onSpinWait();
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection is still open", e);
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe|closed).*");
        }
    }

    /** Whether nothing comes for a while and the connection stays open. */
    boolean isSilent(Duration time) {
        try {
            socket.setSoTimeout((int) time.toMillis());
            int read = input.read();
            assertThat(read).as("end of the connection").isNotEqualTo(-1);
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            throw new AssertionError("the connection broke: " + e, e);
        } finally {
            try {
                socket.setSoTimeout((int) Deadline.PATIENCE.toMillis());
            } catch (IOException e) {
                assertThat(socket.isClosed()).isTrue();
            }
        }
    }

    /** Says that nothing more will be sent. */
    void endOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the connection with a reset. */
    void reset() {
        try {
            below.setSoLinger(true, 0);
            below.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
