package zlink.benchmarks.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for 127.0.0.1 that the JDK's keytool makes anew for each process, and that only it trusts. */
public final class SelfSigned {
    private static final String PASSWORD = "in benchmarks only";

    /** The first who asks waits for keytool; one certificate serves all. */
    private static final class Made {
        private static final SSLContext CONTEXT = make();
    }

    private SelfSigned() {
    }

    /** For both ends of a connection to ourselves. */
    public static SSLContext context() {
        return Made.CONTEXT;
    }

    private static SSLContext make() {
        try {
            Path directory = Files.createTempDirectory("zlink-benchmark");
            Path file = directory.resolve("keys.p12");
            try {
                generate(file);
                return trustingItself(read(file));
            } finally {
                Files.deleteIfExists(file);
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK does not take the certificate its keytool made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while keytool made a certificate", e);
        }
    }

    private static void generate(Path file) throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-keystore", file.toString(), "-storepass", PASSWORD, "-alias", "self",
                "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=self", "-ext", "san=ip:127.0.0.1")
                .redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes());
        int status = keytool.waitFor();
        if (status != 0) {
            throw new IOException("keytool ended with " + status + ": " + said.strip());
        }
    }

    private static KeyStore read(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream input = Files.newInputStream(file)) {
            store.load(input, PASSWORD.toCharArray());
        }
        return store;
    }

    private static SSLContext trustingItself(KeyStore store) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("self", store.getCertificate("self"));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
