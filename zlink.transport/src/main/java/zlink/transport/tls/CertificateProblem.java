package zlink.transport.tls;

import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import javax.net.ssl.SSLEngine;

/** Why a peer's certificate was refused, in words. */
final class CertificateProblem {

    /** Kinds of names a certificate has. Source: RFC 5280 section 4.2.1.6. */
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private static final int MOST_NAMES = 20;
    private static final int SHOWN_CHARS = 200;

    private CertificateProblem() {
    }

    /** A refusal whose message says why, for an engine of ours. */
    static CertificateException explained(CertificateException failure, X509Certificate[] chain, SSLEngine engine) {
        CertificateException explained = new ExplainedException(whose(engine) + " certificate "
                + problem(failure, chain, engine));
        explained.initCause(failure);
        return explained;
    }

    /** What a refusal says, explained or, where a context of the user's refuses, explained now without the chain. */
    static String of(CertificateException failure, SSLEngine engine) {
        return failure instanceof ExplainedException
                ? failure.getMessage()
                : whose(engine) + " certificate " + problem(failure, new X509Certificate[0], engine);
    }

    private static String whose(SSLEngine engine) {
        return engine.getUseClientMode() ? "the server's" : "the client's";
    }

    private static String problem(CertificateException failure, X509Certificate[] chain, SSLEngine engine) {
        Date now = new Date();
        for (X509Certificate certificate : chain) {
            String which = certificate == chain[0] ? "" : "is issued by one that ";
            if (certificate.getNotAfter().before(now)) {
                return which + "expired on " + certificate.getNotAfter().toInstant() + ": " + subject(certificate);
            }
            if (certificate.getNotBefore().after(now)) {
                return which + "is not valid before " + certificate.getNotBefore().toInstant() + ": "
                        + subject(certificate);
            }
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return "has expired: " + cause.getMessage();
            }
            if (cause instanceof CertificateNotYetValidException) {
                return "is not valid yet: " + cause.getMessage();
            }
        }
        String message = String.valueOf(failure.getMessage());
        if (failure.getCause() == null && message.startsWith("No ")) { // the JDK's words about names only
            return "is not for " + engine.getPeerHost() + (chain.length == 0 ? "" : " but for " + names(chain[0]))
                    + " (TLS_SERVER_NAME): " + message;
        }
        if (message.contains("unable to find valid certification path") || message.contains("path building failed")) {
            return unknownAuthority(chain) + " (TLS_TRUST_FILE)";
        }
        return "is refused: " + message;
    }

    private static String unknownAuthority(X509Certificate[] chain) {
        if (chain.length == 0) {
            return "is self-signed or issued by an authority that is not trusted";
        }
        X509Certificate first = chain[0];
        if (first.getSubjectX500Principal().equals(first.getIssuerX500Principal())) {
            return "is self-signed and not among the trusted ones: " + subject(first);
        }
        String issuer = printable(chain[chain.length - 1].getIssuerX500Principal().toString());
        return "is issued by an authority that is not trusted, " + issuer + ": " + subject(first);
    }

    private static String subject(X509Certificate certificate) {
        return printable(certificate.getSubjectX500Principal().toString());
    }

    /** Fit for a log: what a peer calls itself may be anything. */
    private static String printable(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= SHOWN_CHARS ? plain : plain.substring(0, SHOWN_CHARS) + "…";
    }

    /** What a certificate is for. */
    private static String names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            for (List<?> alternative : alternatives == null ? List.<List<?>>of() : alternatives) {
                int kind = (Integer) alternative.get(0);
                if (kind == DNS_NAME || kind == IP_ADDRESS) {
                    names.add(printable(alternative.get(1).toString()));
                }
            }
        } catch (CertificateParsingException malformed) {
            return "names that cannot be read";
        }
        if (names.isEmpty()) {
            return subject(certificate);
        }
        return names.size() <= MOST_NAMES
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_NAMES)) + " and " + (names.size() - MOST_NAMES) + " more";
    }

    /** Carries words that need no more explaining. */
    private static final class ExplainedException extends CertificateException {
        private static final long serialVersionUID = 1L;

        ExplainedException(String message) {
            super(message);
        }
    }
}
