package zlink.fuzz;

import static zlink.fuzz.Bytes.join;
import static zlink.fuzz.Bytes.of;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.transport.tls.TlsServer;

/** Files of certificates and keys. The first byte chooses which of the three files the rest is. */
public final class PemFuzz {
    private static final Path DIRECTORY = directory();
    private static final Path FUZZED = DIRECTORY.resolve("fuzzed.pem");
    private static final Path CERTIFICATE = write("certificate.pem");
    private static final Path KEY = write("key.pem");

    private PemFuzz() {
    }

    private static Path directory() {
        try {
            Path directory = Files.createTempDirectory("zlink-fuzz");
            Runtime.getRuntime().addShutdownHook(new Thread(PemFuzz::delete));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete() {
        try {
            for (Path file : List.of(FUZZED, CERTIFICATE, KEY, DIRECTORY)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("left behind: " + DIRECTORY);
        }
    }

    private static Path write(String name) {
        try {
            return Files.write(DIRECTORY.resolve(name), Bytes.resource(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Our own certificate, trusting itself. */
    static SocketOptions options() {
        return SocketOptions.defaults().with(SocketOption.TLS_CERTIFICATE_FILE, CERTIFICATE)
                .with(SocketOption.TLS_KEY_FILE, KEY).with(SocketOption.TLS_TRUST_FILE, CERTIFICATE);
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] data) {
        SocketOption<Path> option = List.of(SocketOption.TLS_CERTIFICATE_FILE, SocketOption.TLS_KEY_FILE,
                SocketOption.TLS_TRUST_FILE).get(data.length == 0 ? 0 : (data[0] & 0xFF) % 3);
        try {
            Files.write(FUZZED, Bytes.from(data, 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SocketOptions options = options().with(option, FUZZED);
        Property.bounded(data, () -> read(options, option));
    }

    private static String read(SocketOptions options, SocketOption<Path> option) {
        try {
            TlsServer.of(options);
            return "good";
        } catch (IOException e) {
            Property.check(e.getMessage().contains(option.name()) || e.getMessage().contains("TLS_KEY_FILE"),
                    "the file is not named: " + e.getMessage());
            return e.getMessage();
        }
    }

    static List<byte[]> seeds() {
        byte[] certificate = Bytes.resource("certificate.pem");
        byte[] key = Bytes.resource("key.pem");
        return List.of(join(of(0), certificate), join(of(0), certificate, certificate), join(of(1), key),
                join(of(1), certificate, key), join(of(2), of("Subject: me\n"), certificate),
                join(of(1), of("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n"
                        + "-----END RSA PRIVATE KEY-----\n")),
                join(of(1), of("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n")));
    }
}
