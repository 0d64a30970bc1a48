package zlink.transport.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** What TLS knows of a peer, under the names of its metadata. */
final class TlsPeer {

    private TlsPeer() {
    }

    /** Of a completed handshake. */
    static Map<String, String> properties(SSLEngine engine) {
        SSLSession session = engine.getSession();
        Map<String, String> properties = new HashMap<>();
        properties.put("Tls-Protocol", session.getProtocol());
        properties.put("Tls-Cipher", session.getCipherSuite());
        String protocol = engine.getApplicationProtocol();
        if (protocol != null && !protocol.isEmpty()) {
            properties.put("Tls-Application-Protocol", protocol);
        }
        try {
            Certificate certificate = session.getPeerCertificates()[0];
            properties.put("Tls-Peer-Fingerprint", fingerprint(certificate));
            if (certificate instanceof X509Certificate named && !named.getSubjectX500Principal().getName().isEmpty()) {
                properties.put("Tls-Peer-Subject", named.getSubjectX500Principal().getName());
            }
        } catch (SSLPeerUnverifiedException anonymous) {
            return Map.copyOf(properties); // a client without a certificate
        }
        return Map.copyOf(properties);
    }

    /** As {@code openssl x509 -fingerprint -sha256} computes it, in lower case and without colons. */
    private static String fingerprint(Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException | CertificateEncodingException impossible) {
            throw new AssertionError("every JDK has SHA-256, and the certificate came in this encoding", impossible);
        }
    }
}
