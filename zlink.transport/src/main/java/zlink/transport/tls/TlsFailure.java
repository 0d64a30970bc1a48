package zlink.transport.tls;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** Says what an engine's exceptions mean, in words of the user's options. Stateless; from any thread. */
final class TlsFailure {

    private static final String ALERT = "Received fatal alert: ";

    private final SSLEngine engine;

    TlsFailure(SSLEngine engine) {
        this.engine = engine;
    }

    /** An exception with the reason in its message and the engine's as its cause. */
    IOException explained(Exception failure) {
        return new IOException("TLS: " + shown(failure), failure);
    }

    /** The reason on one line: engines quote what the peer sent as it came. */
    private String shown(Exception failure) {
        return reason(failure).replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }

    private String reason(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException certificate) {
                return CertificateProblem.of(certificate, engine);
            }
        }
        String message = failure.getMessage();
        if (message == null) {
            return failure.toString();
        }
        int alert = message.indexOf(ALERT);
        if (alert >= 0) {
            return "the peer refused: " + meaning(message.substring(alert + ALERT.length()).strip());
        }
        return ours(message, message.toLowerCase(Locale.ROOT));
    }

    /** What this side's engine did not like. */
    private String ours(String message, String lower) {
        if (lower.contains("no cipher suites in common") || lower.contains("no available authentication scheme")) {
            return "no cipher suite in common that our certificate can be used with (TLS_CIPHER_SUITES): " + message;
        }
        if (lower.contains("client requested protocol") || lower.contains("server selected protocol")
                || lower.contains("protocol version") || lower.contains("no appropriate protocol")) {
            return "no TLS version in common, ours are " + String.join(", ", engine.getEnabledProtocols())
                    + " (TLS_PROTOCOLS): " + message;
        }
        if (lower.contains("empty client certificate chain") || lower.contains("empty certificate chain")) {
            return "the client sent no certificate, and TLS_CLIENT_AUTHENTICATION demands one";
        }
        if (lower.contains("application layer protocol")) {
            return "no application protocol in common (TLS_APPLICATION_PROTOCOLS): " + message;
        }
        if (lower.contains("tag mismatch") || lower.contains("bad record mac") || lower.contains("mac error")) {
            return "a record was damaged or forged on its way: " + message;
        }
        return message;
    }

    /** What an alert of the peer's means. Source: RFC 8446 section 6.2. */
    private String meaning(String alert) {
        return alert + switch (alert) {
            case "handshake_failure" -> " (no cipher suite in common, or it wants a certificate: TLS_CIPHER_SUITES,"
                    + " TLS_CERTIFICATE_FILE)";
            case "protocol_version" -> " (no TLS version in common, ours are "
                    + String.join(", ", engine.getEnabledProtocols()) + ": TLS_PROTOCOLS)";
            case "insufficient_security" -> " (it wants stronger cipher suites: TLS_CIPHER_SUITES)";
            case "certificate_required" -> " (it wants a certificate: TLS_CERTIFICATE_FILE, TLS_KEY_FILE)";
            case "bad_certificate" -> engine.getSession().getLocalCertificates() == null
                    ? " (it wants a certificate: TLS_CERTIFICATE_FILE, TLS_KEY_FILE)"
                    : " (it does not like our certificate: TLS_CERTIFICATE_FILE)";
            case "unsupported_certificate" -> " (it cannot use our certificate: TLS_CERTIFICATE_FILE)";
            case "certificate_revoked" -> " (our certificate has been revoked: TLS_CERTIFICATE_FILE)";
            case "certificate_expired" -> " (our certificate has expired: TLS_CERTIFICATE_FILE)";
            case "certificate_unknown" -> " (it does not trust our certificate, or ours is for another name:"
                    + " TLS_CERTIFICATE_FILE here, TLS_TRUST_FILE and TLS_SERVER_NAME there)";
            case "unknown_ca" -> " (it does not know the authority that issued our certificate: TLS_CERTIFICATE_FILE"
                    + " here, TLS_TRUST_FILE there)";
            case "access_denied" -> " (our certificate is good, but not for this)";
            case "unrecognized_name" -> " (it does not go by this name: TLS_SERVER_NAME)";
            case "no_application_protocol" -> " (no application protocol in common: TLS_APPLICATION_PROTOCOLS)";
            case "bad_record_mac", "decrypt_error", "decode_error", "unexpected_message", "illegal_parameter" ->
                    " (what it received was damaged, or one side breaks the protocol)";
            default -> "";
        };
    }

    /** The same for the handshake; what is no complaint of the engine's says itself what it is. */
    IOException inHandshake(Exception failure) {
        return failure instanceof IOException && !(failure instanceof SSLException)
                ? (IOException) failure
                : new IOException("TLS handshake failed: " + shown(failure), failure);
    }
}
