package zlink.transport.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;

/** The files a TLS context is made of, as options name them; equal if they make the same one. */
record TlsFiles(Optional<Path> certificate, Optional<Path> key, Optional<String> password, Optional<Path> trust) {

    /** What tells one version of a file from the next; without time, size and identity for one that is not there. */
    record Stamp(Path path, FileTime modified, long size, Object identity) { }

    /**
     * Those of some options.
     *
     * @throws IOException if one of them lacks another
     */
    static TlsFiles of(SocketOptions options) throws IOException {
        TlsFiles files = new TlsFiles(options.find(SocketOption.TLS_CERTIFICATE_FILE),
                options.find(SocketOption.TLS_KEY_FILE), options.find(SocketOption.TLS_KEY_PASSWORD),
                options.find(SocketOption.TLS_TRUST_FILE));
        if (files.certificate.isPresent() != files.key.isPresent()) {
            throw new IOException(files.key.isPresent()
                    ? "TLS_KEY_FILE is set, and TLS_CERTIFICATE_FILE is not: a key is of no use without its certificate"
                    : "TLS_CERTIFICATE_FILE is set, and TLS_KEY_FILE is not: a certificate is of no use without its"
                            + " key");
        }
        return files;
    }

    /** Whether there is no file at all. */
    boolean isEmpty() {
        return certificate.isEmpty() && key.isEmpty() && password.isEmpty() && trust.isEmpty();
    }

    /** As the files are now. */
    List<Stamp> stamps() {
        return Stream.of(certificate, key, trust).flatMap(Optional::stream).map(TlsFiles::stamp).toList();
    }

    private static Stamp stamp(Path path) {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            return new Stamp(path, now.lastModifiedTime(), now.size(), Objects.toString(now.fileKey()));
        } catch (IOException missing) {
            return new Stamp(path, null, 0, null);
        }
    }

    /**
     * Makes a context of what the files hold now; without a trust file, of the JDK's authorities.
     *
     * @throws IOException naming the option, the file and what is wrong
     */
    SSLContext load() throws IOException {
        try {
            KeyManager[] keys = certificate.isPresent() ? keys() : new KeyManager[0];
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trusted(), null);
            return context;
        } catch (GeneralSecurityException failure) {
            throw new IOException("no TLS context can be made: " + failure.getMessage(), failure);
        }
    }

    private KeyManager[] keys() throws IOException {
        PemFile certificateFile = PemFile.read(SocketOption.TLS_CERTIFICATE_FILE, certificate.orElseThrow());
        List<X509Certificate> chain = PemCertificates.of(certificateFile);
        PemFile keyFile = PemFile.read(SocketOption.TLS_KEY_FILE, key.orElseThrow());
        PrivateKey own = PemKey.of(keyFile, password);
        if (!PemKey.match(own, chain.get(0).getPublicKey())) {
            throw keyFile.wrong("the key is not that of the first certificate in TLS_CERTIFICATE_FILE "
                    + certificateFile.path() + ", " + chain.get(0).getSubjectX500Principal(), null);
        }
        return new KeyManager[] {new OwnKey(own, chain)};
    }

    private TrustManager[] trusted() throws IOException, GeneralSecurityException {
        KeyStore authorities = null; // the JDK's
        if (trust.isPresent()) {
            authorities = KeyStore.getInstance("PKCS12");
            authorities.load(null, null);
            int count = 0;
            for (X509Certificate one : PemCertificates.of(PemFile.read(SocketOption.TLS_TRUST_FILE, trust.get()))) {
                authorities.setCertificateEntry("trusted-" + count++, one);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        TrustManager[] managers = factory.getTrustManagers();
        for (int i = 0; i < managers.length; i++) {
            if (managers[i] instanceof X509ExtendedTrustManager judge) {
                managers[i] = new ExplainedTrust(judge);
            }
        }
        return managers;
    }

    /** The files, never the password. */
    @Override
    public String toString() {
        return Stream.of(certificate, key, trust).flatMap(Optional::stream).toList().toString();
    }
}
