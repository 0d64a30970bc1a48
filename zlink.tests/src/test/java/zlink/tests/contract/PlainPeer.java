package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import zlink.api.Endpoint;

/** The other end of a STREAM socket's connection, over tcp or ipc: a program that has never heard of ZeroMQ. */
final class PlainPeer implements AutoCloseable {
    private static final int BUFFER = 64 << 10;

    private final SocketChannel channel; // blocking

    private PlainPeer(SocketChannel channel) {
        this.channel = channel;
    }

    /** Waits for STREAM sockets to connect to it. */
    static final class Listener implements AutoCloseable {
        private final ServerSocketChannel server;

        /** Listens at a free address. */
        Listener(Endpoint endpoint) {
            try {
                SocketAddress address = address(endpoint);
                server = address instanceof UnixDomainSocketAddress
                        ? ServerSocketChannel.open(StandardProtocolFamily.UNIX) : ServerSocketChannel.open();
                server.bind(address);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        PlainPeer accept() {
            try {
                return new PlainPeer(server.accept());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Whether somebody waits to be accepted. */
        boolean hasVisitor() {
            try {
                server.configureBlocking(false);
                SocketChannel visitor = server.accept();
                server.configureBlocking(true);
                if (visitor != null) {
                    visitor.close();
                }
                return visitor != null;
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

    static PlainPeer connect(Endpoint endpoint) {
        try {
            return new PlainPeer(SocketChannel.open(address(endpoint)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SocketAddress address(Endpoint endpoint) {
        String address = endpoint.address();
        if (endpoint.scheme().equals("ipc")) {
            return UnixDomainSocketAddress.of(address);
        }
        int colon = address.lastIndexOf(':');
        return new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    PlainPeer send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends all, however long that takes. */
    PlainPeer send(byte[] bytes) {
        try {
            for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
                channel.write(rest);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads exactly so many bytes, as text. */
    String read(int count) {
        return new String(readExactly(count), StandardCharsets.UTF_8);
    }

    byte[] readExactly(int count) {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        try {
            while (bytes.hasRemaining()) {
                assertThat(channel.read(bytes)).as("bytes before the end").isNotNegative();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.array();
    }

    /** Reads all up to the end, which must come, and be no reset. */
    byte[] readToEnd() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer some = ByteBuffer.allocate(BUFFER);
        try {
            while (channel.read(some.clear()) >= 0) {
                all.write(some.array(), 0, some.position());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toByteArray();
    }

    /** Says that nothing more will be sent. */
    PlainPeer endOutput() {
        try {
            channel.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the connection; for those that close it anyway, later. */
    void hangUp() {
        close();
    }

    /** Ends the connection with a reset; over tcp. */
    void reset() {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
