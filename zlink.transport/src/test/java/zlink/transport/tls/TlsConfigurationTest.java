package zlink.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zlink.api.Endpoint;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;

/** Files and options that are right, and wrong ones, which bind and connect name. */
@Timeout(60)
class TlsConfigurationTest {

    private static final Certificates CERTIFICATES = Certificates.shared();
    private static final SocketOptions SERVER = CERTIFICATES.as("server");
    private static final SocketOptions CLIENT = CERTIFICATES.trusting("authority");
    private static final Endpoint WILDCARD = Endpoint.of("tls://127.0.0.1:*");

    private final TlsTransport transport = new TlsTransport();

    @TempDir
    private Path directory;

    private String refusal(SocketOptions options) {
        String[] message = new String[1];
        assertThatIOException().isThrownBy(() -> transport.bind(WILDCARD, options).close())
                .withMessageStartingWith("cannot bind to tls://127.0.0.1:*: ")
                .satisfies(e -> message[0] = e.getMessage());
        return message[0];
    }

    private Path written(String content) throws IOException {
        return Files.writeString(directory.resolve("file.pem"), content);
    }

    private SocketOptions withKey(String content) throws IOException {
        return SERVER.with(SocketOption.TLS_KEY_FILE, written(content));
    }

    @Test
    void bindingNeedsACertificate() {
        assertThat(refusal(SocketOptions.defaults())).contains("TLS_CERTIFICATE_FILE", "TLS_KEY_FILE", "TLS_CONTEXT");
        assertThat(refusal(CLIENT)).contains("TLS_CERTIFICATE_FILE");
    }

    @Test
    void keyAndCertificateNeedEachOther() {
        assertThat(refusal(SERVER.without(SocketOption.TLS_KEY_FILE)))
                .contains("TLS_CERTIFICATE_FILE is set, and TLS_KEY_FILE is not");
        assertThat(refusal(SERVER.without(SocketOption.TLS_CERTIFICATE_FILE)))
                .contains("TLS_KEY_FILE is set, and TLS_CERTIFICATE_FILE is not");
    }

    @ParameterizedTest
    @CsvSource({"TLS_CERTIFICATE_FILE", "TLS_KEY_FILE", "TLS_TRUST_FILE"})
    void missingFilesAreNamed(String option) {
        Path missing = directory.resolve("missing.pem");
        SocketOptions options = SERVER.with(option, missing.toString());
        assertThat(refusal(options)).endsWith(option + " " + missing + ": there is no such file");
        assertThatIOException().isThrownBy(() -> transport.connect(Endpoint.of("tls://127.0.0.1:1"), options))
                .withMessage("cannot connect to tls://127.0.0.1:1: " + option + " " + missing
                        + ": there is no such file");
    }

    @Test
    void directoriesAreNoFiles() {
        assertThat(refusal(SERVER.with(SocketOption.TLS_KEY_FILE, directory)))
                .contains("TLS_KEY_FILE " + directory + ": it cannot be read");
    }

    @Test
    void filesWithoutWhatIsWantedSayHowToConvertThem() throws IOException {
        SocketOptions noCertificate = SERVER.with(SocketOption.TLS_CERTIFICATE_FILE, written("hello"));
        assertThat(refusal(noCertificate)).contains("no certificate in PEM form", "openssl x509 -inform der");
        assertThat(refusal(withKey("hello"))).contains("no private key in PEM form", "openssl pkcs8 -topk8");
        assertThat(refusal(SERVER.with(SocketOption.TLS_TRUST_FILE, CERTIFICATES.key("server"))))
                .contains("TLS_TRUST_FILE", "no certificate in PEM form");
    }

    @Test
    void damagedFilesAreNamed() throws IOException {
        assertThat(refusal(withKey("-----BEGIN PRIVATE KEY-----\nAAAA\n"))).contains("a block begins and does not end");
        assertThat(refusal(withKey("-----BEGIN PRIVATE KEY-----END PRIVATE KEY-----")))
                .contains("a block begins and does not end");
        assertThat(refusal(withKey(Certificates.pem("PRIVATE KEY", new byte[] {1, 2, 3}))))
                .contains("TLS_KEY_FILE", "none of RSA, EC, Ed25519");
        SocketOptions damaged = SERVER.with(SocketOption.TLS_CERTIFICATE_FILE,
                written(Certificates.pem("CERTIFICATE", new byte[] {1, 2, 3})));
        assertThat(refusal(damaged)).contains("TLS_CERTIFICATE_FILE", "a certificate in it is malformed");
    }

    @ParameterizedTest
    @CsvSource({"RSA PRIVATE KEY,PKCS#1", "EC PRIVATE KEY,SEC 1"})
    void oldFormsOfKeysSayHowToConvertThem(String label, String form) throws IOException {
        SocketOptions options = withKey(Certificates.pem(label, new byte[] {1, 2, 3}));
        assertThat(refusal(options)).endsWith("the key has the form of " + form + ", not PKCS#8; it is converted by:"
                + " openssl pkcs8 -topk8 -nocrypt -in " + directory.resolve("file.pem") + " -out key.pem");
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() {
        for (String other : List.of("client", "rsa", "ed25519")) {
            assertThat(refusal(SERVER.with(SocketOption.TLS_KEY_FILE, CERTIFICATES.key(other))))
                    .contains("TLS_KEY_FILE", "the key is not that of the first certificate in TLS_CERTIFICATE_FILE",
                            "CN=server");
        }
    }

    @ParameterizedTest
    @CsvSource({"PBEWithHmacSHA256AndAES_256", "PBEWithHmacSHA256AndAES_128", "PBEWithHmacSHA1AndAES_256"})
    void encryptedKeysNeedTheirPassword(String algorithm) throws Exception {
        String password = "swordfish, the word";
        SocketOptions options = withKey(encrypted(CERTIFICATES.privateKey("server").getEncoded(), algorithm, password));
        assertThat(refusal(options)).contains("the key is encrypted, and TLS_KEY_PASSWORD is not set");
        SocketOptions wrong = options.with(SocketOption.TLS_KEY_PASSWORD, "marlin");
        assertThat(refusal(wrong)).contains("TLS_KEY_PASSWORD is wrong").doesNotContain("marlin");
        Meeting.of(CLIENT, options.with(SocketOption.TLS_KEY_PASSWORD, password)).succeeded();
    }

    private static String encrypted(byte[] key, String algorithm, String password) throws Exception {
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(Cipher.ENCRYPT_MODE, SecretKeyFactory.getInstance(algorithm)
                .generateSecret(new PBEKeySpec(password.toCharArray(), "saltsalt".getBytes(), 1000)));
        AlgorithmParameters parameters = cipher.getParameters();
        byte[] pbes2 = HexFormat.of().parseHex("06092a864886f70d01050d");
        return Certificates.pem("ENCRYPTED PRIVATE KEY", der(0x30,
                der(0x30, pbes2, parameters.getEncoded()), der(0x04, cipher.doFinal(key))));
    }

    /** A value of ASN.1 in its distinguished form, of less than 64 KiB. */
    private static byte[] der(int tag, byte[]... parts) {
        int length = Stream.of(parts).mapToInt(part -> part.length).sum();
        ByteBuffer value = ByteBuffer.allocate(4 + length).put((byte) tag).put((byte) 0x82).putShort((short) length);
        Stream.of(parts).forEach(value::put);
        return value.array();
    }

    @Test
    void passwordsAreNeverShown() throws IOException {
        SocketOptions options = SERVER.with(SocketOption.TLS_KEY_PASSWORD, "swordfish");
        assertThat(options.toString()).contains("TLS_KEY_PASSWORD=(secret)").doesNotContain("swordfish");
        assertThat(TlsFiles.of(options).toString()).doesNotContain("swordfish");
    }

    @Test
    void oneFileMayHoldKeyAndCertificate() throws IOException {
        Path both = written(Files.readString(CERTIFICATES.key("server"))
                + Files.readString(CERTIFICATES.certificate("server")));
        Meeting.of(CLIENT, SERVER.with(SocketOption.TLS_KEY_FILE, both)
                .with(SocketOption.TLS_CERTIFICATE_FILE, both)).succeeded();
    }

    @Test
    void aContextOfOnesOwnIsUsedAndGoesWithoutFiles() throws Exception {
        SSLContext context = TlsFiles.of(SERVER).load();
        SocketOptions own = SocketOptions.defaults().with(SocketOption.TLS_CONTEXT, context);
        Meeting.of(own, own).succeeded();
        assertThat(refusal(SERVER.with(SocketOption.TLS_CONTEXT, context))).contains("TLS_CONTEXT is set, which has its"
                + " own keys and authorities");
    }

    @Test
    void unknownCipherSuitesAreNamedWithTheKnownOnes() {
        assertThat(refusal(SERVER.with(SocketOption.TLS_CIPHER_SUITES, List.of("TLS_ROT13"))))
                .contains("TLS_CIPHER_SUITES: there is no TLS_ROT13 here, but ", "TLS_AES_128_GCM_SHA256");
    }

    @Test
    void keysAsOpensslEncryptsThemAreRead() throws Exception {
        // openssl genpkey -algorithm ed25519 | openssl pkcs8 -topk8 -passout pass:secret, by OpenSSL 3.0
        PemFile file = PemFile.read(SocketOption.TLS_KEY_FILE, written(OPENSSL_KEY));
        assertThat(PemKey.of(file, Optional.of("secret")).getAlgorithm()).isEqualTo("EdDSA");
    }

    private static final String OPENSSL_KEY = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAiBez0WHR4UygICCAAw
            DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEGY4lx5P6z1KHdRjjnQmcoYEQI2O
            UR0qnFcQ5xMXEY0WaGZL7WzOIeyQPziQuSVL3ItYCOd79kIftBwHXJ+qtHnnjTI4
            Gn8FlhDvd43y71y2vM0=
            -----END ENCRYPTED PRIVATE KEY-----
            """;
}
