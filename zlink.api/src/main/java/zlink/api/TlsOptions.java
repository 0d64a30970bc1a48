package zlink.api;

import static zlink.api.OptionDefinition.flag;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * Options of {@link SocketOption} about TLS, for the transports {@code tls} and {@code wss}.
 *
 * <p>Those of libzmq for {@code wss} ({@code ZMQ_WSS_KEY_PEM} and so on) have other values or other defaults, and are
 * no other names of these.
 */
sealed interface TlsOptions permits SocketOption {
    /**
     * A context made by the program: its keys, its trusted authorities, its provider and its sessions.
     *
     * <p>Without a value, the default, one is made of {@link #TLS_CERTIFICATE_FILE}, {@link #TLS_KEY_FILE} and
     * {@link #TLS_TRUST_FILE}, none of which may be set beside it. Cannot be given as text. The other options of TLS
     * hold for it, too.
     *
     * <p>Source: zlink's own; javax.net.ssl.SSLContext.
     */
    SocketOption<SSLContext> TLS_CONTEXT = SocketOption.builtIn("TLS_CONTEXT", OptionType.<SSLContext>of("SSLContext",
            SSLContext.class, TlsOptions::noContext, context -> "SSLContext " + context.getProtocol()))
            .range("an initialised SSLContext", context -> true)
            .defaultText("made of the files")
            .description("A TLS context made by the program, instead of certificate, key and trust files.")
            .build();

    /**
     * The file with our own certificate, followed by those of the authorities between it and one the peer trusts.
     *
     * <p>In PEM form. Needed to bind, unless {@link #TLS_CONTEXT} is set; to connect only where the peer asks for a
     * certificate. Without a value, the default, there is none. Files are looked at again whenever a connection is
     * made, so that they can be replaced while the program runs; while a new one is wrong, the last good one counts.
     *
     * <p>Source: zlink's own. {@code ZMQ_WSS_CERT_PEM} (draft) is the text of such a file, not its name.
     */
    SocketOption<Path> TLS_CERTIFICATE_FILE = SocketOption.builtIn("TLS_CERTIFICATE_FILE", OptionType.PATH)
            .range("a PEM file", file -> true)
            .description("PEM file with our own certificate and those of the authorities above it; needed to bind.")
            .build();

    /**
     * The file with the private key of {@link #TLS_CERTIFICATE_FILE}.
     *
     * <p>In PEM form, PKCS#8 ({@code BEGIN PRIVATE KEY} or {@code BEGIN ENCRYPTED PRIVATE KEY}, which needs
     * {@link #TLS_KEY_PASSWORD}), RSA, EC or Ed25519. Without a value, the default, there is none. May be the same
     * file as the certificate's.
     *
     * <p>Source: zlink's own; RFC 7468, RFC 5958. {@code ZMQ_WSS_KEY_PEM} (draft) is the text of such a file, not its
     * name.
     */
    SocketOption<Path> TLS_KEY_FILE = SocketOption.builtIn("TLS_KEY_FILE", OptionType.PATH)
            .range("a PEM file", file -> true)
            .description("PEM file with the private key of TLS_CERTIFICATE_FILE, PKCS#8, possibly encrypted.")
            .build();

    /**
     * The password of an encrypted {@link #TLS_KEY_FILE}.
     *
     * <p>Printable ASCII characters, as the JDK's algorithms demand. Never shown: not in texts of options, errors,
     * events or logs. Without a value, the default, the key must not be encrypted.
     *
     * <p>Source: zlink's own; RFC 8018.
     */
    SocketOption<String> TLS_KEY_PASSWORD = SocketOption.builtIn("TLS_KEY_PASSWORD", OptionType.SECRET)
            .range("printable ASCII characters", password -> password.matches("[\\x20-\\x7e]*"))
            .description("Password of an encrypted TLS_KEY_FILE; never shown.")
            .build();

    /**
     * The file with the certificates of the authorities whose peers are trusted, or of trusted peers themselves.
     *
     * <p>In PEM form. Without a value, the default, those of the JDK are trusted (its {@code cacerts} file, or what
     * the system properties {@code javax.net.ssl.trustStore} and so on say).
     *
     * <p>Source: zlink's own. {@code ZMQ_WSS_TRUST_PEM} (draft) is the text of such a file, not its name.
     */
    SocketOption<Path> TLS_TRUST_FILE = SocketOption.builtIn("TLS_TRUST_FILE", OptionType.PATH)
            .range("a PEM file", file -> true)
            .defaultText("the JDK's authorities")
            .description("PEM file with the certificates of the authorities, or peers, that are trusted.")
            .build();

    /**
     * Whether the certificate of the peer connected to must be for the name connected to.
     *
     * <p>Default true. False still checks that a trusted authority has issued it, which any owner of any certificate
     * of that authority passes. See {@link #TLS_SERVER_NAME} for another name.
     *
     * <p>Source: zlink's own; RFC 2818 section 3.1, RFC 6125. libzmq's {@code wss} checks only if told a name.
     */
    SocketOption<Boolean> TLS_HOST_NAME_VERIFICATION = flag("TLS_HOST_NAME_VERIFICATION", true)
            .description("Whether the certificate of the peer connected to must be for the name connected to.")
            .build();

    /**
     * The name that is asked for, and that the certificate of the peer connected to must be for.
     *
     * <p>Without a value, the default, it is the host in the endpoint. For peers that are reached by a name or address
     * that is not in their certificate.
     *
     * <p>Source: zlink's own; RFC 6066 section 3. {@code ZMQ_WSS_HOSTNAME} (draft) has no default, and without it
     * libzmq checks no name.
     */
    SocketOption<String> TLS_SERVER_NAME = SocketOption.builtIn("TLS_SERVER_NAME", OptionType.TEXT)
            .range("a host name or IP address", name -> name.matches("[A-Za-z0-9_.:-]{1,253}"))
            .defaultText("the endpoint's host")
            .description("The name that is asked for, and that the certificate of the peer connected to must be for.")
            .build();

    /**
     * Whether bound endpoints ask their peers for certificates.
     *
     * <p>Default {@link TlsClientAuthentication#NONE}. Set {@link #TLS_TRUST_FILE} with it: the JDK's authorities
     * issue certificates to everybody.
     *
     * <p>Source: zlink's own; RFC 8446 section 4.3.2. libzmq's {@code wss} has no client certificates.
     */
    SocketOption<TlsClientAuthentication> TLS_CLIENT_AUTHENTICATION = SocketOption.builtIn("TLS_CLIENT_AUTHENTICATION",
            OptionType.<TlsClientAuthentication>of("TlsClientAuthentication", TlsClientAuthentication.class,
                    text -> TlsClientAuthentication.valueOf(text.strip().toUpperCase(Locale.ROOT)),
                    TlsClientAuthentication::name))
            .range("NONE, WANTED or REQUIRED", value -> true)
            .defaultValue(TlsClientAuthentication.NONE)
            .description("Whether bound endpoints ask their peers for certificates, and refuse those without.")
            .build();

    /**
     * The versions of TLS that may be spoken.
     *
     * <p>Default {@code TLSv1.3} and {@code TLSv1.2}; no older one is allowed.
     *
     * <p>Source: zlink's own; RFC 8446, RFC 5246, RFC 8996.
     */
    SocketOption<List<String>> TLS_PROTOCOLS = SocketOption.builtIn("TLS_PROTOCOLS", OptionType.NAMES)
            .normalise(List::copyOf)
            .range("TLSv1.3, TLSv1.2 or both", versions -> !versions.isEmpty()
                    && Set.of("TLSv1.3", "TLSv1.2").containsAll(versions) && isSet(versions))
            .defaultValue(List.of("TLSv1.3", "TLSv1.2"))
            .description("The versions of TLS that may be spoken.")
            .build();

    /**
     * The cipher suites that may be used, the best first.
     *
     * <p>By the JDK's names, such as {@code TLS_AES_128_GCM_SHA256}. Without a value, the default, the JDK decides. One
     * that it does not have makes {@code bind} and {@code connect} fail.
     *
     * <p>Source: zlink's own; "Java Security Standard Algorithm Names".
     */
    SocketOption<List<String>> TLS_CIPHER_SUITES = SocketOption.builtIn("TLS_CIPHER_SUITES", OptionType.NAMES)
            .normalise(List::copyOf)
            .range("at least one, each once", suites -> !suites.isEmpty() && isSet(suites))
            .defaultText("the JDK's")
            .description("The cipher suites that may be used, the best first.")
            .build();

    /**
     * The application protocols offered or accepted (ALPN), the best first.
     *
     * <p>Each of 1 to 255 bytes in UTF-8. Empty, the default: none is spoken of. If both sides name some and have none
     * in common, the handshake fails.
     *
     * <p>Source: zlink's own; RFC 7301.
     */
    SocketOption<List<String>> TLS_APPLICATION_PROTOCOLS =
            SocketOption.builtIn("TLS_APPLICATION_PROTOCOLS", OptionType.NAMES)
                    .normalise(List::copyOf)
                    .range("names of 1 to 255 bytes, each once", names -> isSet(names)
                            && names.stream().mapToInt(name -> name.getBytes(StandardCharsets.UTF_8).length)
                                    .allMatch(length -> length >= 1 && length <= 255))
                    .defaultValue(List.of())
                    .defaultText("empty")
                    .description("The application protocols offered or accepted (ALPN), the best first; empty: none.")
                    .build();

    private static boolean isSet(List<String> names) {
        return new HashSet<>(names).size() == names.size();
    }

    private static SSLContext noContext(String text) {
        throw new IllegalArgumentException("an SSLContext has no form as text");
    }
}
