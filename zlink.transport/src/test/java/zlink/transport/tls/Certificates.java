package zlink.transport.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Security;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;

/** Certificates for tests, made by the JDK's keytool once per run, as PEM files. */
public final class Certificates {

    static {
        // New keys after a megabyte, so that all tests meet key updates. Read once, by the first engine.
        Security.setProperty("jdk.tls.keyLimits", "AES/GCM/NoPadding KeyUpdate 2^20");
    }

    private static final String PASSWORD = "in tests only";
    private static final Certificates SHARED = make();

    private final Path directory;
    private final KeyStore store;

    private Certificates(Path directory, KeyStore store) {
        this.directory = directory;
        this.store = store;
    }

    /** One set for all tests of a run. */
    public static Certificates shared() {
        return SHARED;
    }

    private static Certificates make() {
        try {
            Path directory = Files.createTempDirectory("zlink-tls-test");
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            Path authority = directory.resolve("authority.p12");
            finish(keytool(authority, "authority", "EC", "-ext", "bc:c"));
            add(authority, "authority", store);
            String names = "san=dns:localhost,dns:server.example,ip:127.0.0.1";
            Map<String, Process> running = new HashMap<>();
            running.put("rsa", issue(authority, "rsa", "RSA", "-ext", names)); // takes longest
            running.put("server", issue(authority, "server", "EC", "-ext", names));
            running.put("second", issue(authority, "second", "EC", "-ext", names));
            running.put("client", issue(authority, "client", "EC"));
            running.put("other-name", issue(authority, "other-name", "EC", "-ext",
                    "san=dns:other.example,dns:*.wild.example"));
            running.put("expired", issue(authority, "expired", "EC", "-ext", names, "-startdate", "2020/01/01",
                    "-validity", "30"));
            running.put("ed25519", issue(authority, "ed25519", "Ed25519", "-ext", names));
            running.put("self-signed", keytool(file(authority, "self-signed"), "self-signed", "EC", "-ext", names));
            for (Map.Entry<String, Process> each : running.entrySet()) {
                finish(each.getValue());
                add(file(authority, each.getKey()), each.getKey(), store);
            }
            Certificates made = new Certificates(directory, store);
            for (String name : Collections.list(store.aliases())) {
                made.write(name);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path directory) {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            System.err.println("left behind: " + directory);
        }
    }

    private static Path file(Path authority, String name) {
        return authority.resolveSibling(name + ".p12");
    }

    private static Process issue(Path authority, String name, String algorithm, String... more) throws IOException {
        Path file = Files.copy(authority, file(authority, name));
        String[] all = Arrays.copyOf(more, more.length + 2);
        all[more.length] = "-signer";
        all[more.length + 1] = "authority";
        return keytool(file, name, algorithm, all);
    }

    /** Each with a file of its own, so that they can run beside one another: most of their time is a JVM's start. */
    private static Process keytool(Path file, String name, String algorithm, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-keystore", file.toString(), "-storepass", PASSWORD, "-alias", name, "-keyalg", algorithm,
                "-dname", "CN=" + name + ",O=zlink tests", "-J-XX:TieredStopAtLevel=1", "-J-Xshare:auto"));
        if (algorithm.equals("EC")) {
            command.addAll(List.of("-groupname", "secp256r1"));
        }
        command.addAll(List.of(more));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static void finish(Process keytool) throws IOException {
        String output = new String(keytool.getInputStream().readAllBytes());
        try {
            if (keytool.waitFor() != 0) {
                throw new IOException("keytool: " + output);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void add(Path file, String name, KeyStore all) throws IOException, GeneralSecurityException {
        KeyStore one = KeyStore.getInstance("PKCS12");
        try (InputStream input = Files.newInputStream(file)) {
            one.load(input, PASSWORD.toCharArray());
        }
        char[] password = PASSWORD.toCharArray();
        all.setKeyEntry(name, one.getKey(name, password), password, one.getCertificateChain(name));
    }

    private void write(String name) throws IOException, GeneralSecurityException {
        StringBuilder chain = new StringBuilder();
        for (Certificate certificate : store.getCertificateChain(name)) {
            chain.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        Files.writeString(certificate(name), chain);
        Files.writeString(key(name), pem("PRIVATE KEY", privateKey(name).getEncoded()));
    }

    static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END " + label + "-----\n";
    }

    Certificate of(String name) throws GeneralSecurityException {
        return store.getCertificate(name);
    }

    Key privateKey(String name) throws GeneralSecurityException {
        return store.getKey(name, PASSWORD.toCharArray());
    }

    Path certificate(String name) {
        return directory.resolve(name + ".pem");
    }

    Path key(String name) {
        return directory.resolve(name + "-key.pem");
    }

    /** With the certificate and key of that name, trusting the authority. */
    public SocketOptions as(String name) {
        return trusting("authority").with(SocketOption.TLS_CERTIFICATE_FILE, certificate(name))
                .with(SocketOption.TLS_KEY_FILE, key(name));
    }

    /** The same, made into a context: nothing is read or checked again at each bind. */
    public SocketOptions contextOf(String name) {
        try {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            own.setKeyEntry(name, privateKey(name), PASSWORD.toCharArray(), store.getCertificateChain(name));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, PASSWORD.toCharArray());
            KeyStore authorities = KeyStore.getInstance("PKCS12");
            authorities.load(null, null);
            authorities.setCertificateEntry("authority", of("authority"));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return SocketOptions.defaults().with(SocketOption.TLS_CONTEXT, context);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without a certificate of its own. */
    SocketOptions trusting(String name) {
        return SocketOptions.defaults().with(SocketOption.TLS_TRUST_FILE, certificate(name));
    }
}
