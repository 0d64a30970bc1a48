package zlink.transport.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** The certificates of a PEM file. */
final class PemCertificates {

    private PemCertificates() {
    }

    /**
     * All of them, in the file's order; at least one.
     *
     * @throws IOException if there is none, or one that cannot be read
     */
    static List<X509Certificate> of(PemFile file) throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemFile.Block block : file.blocks()) {
            if (block.label().equals("CERTIFICATE") || block.label().equals("X509 CERTIFICATE")) {
                certificates.add(parse(file, block));
            }
        }
        if (certificates.isEmpty()) {
            throw file.wrong("there is no certificate in PEM form in it (-----BEGIN CERTIFICATE-----); one in binary"
                    + " form is converted by: openssl x509 -inform der -in " + file.path() + " -out certificate.pem",
                    null);
        }
        return certificates;
    }

    private static X509Certificate parse(PemFile file, PemFile.Block block) throws IOException {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.content()));
        } catch (CertificateException malformed) {
            throw file.wrong("a certificate in it is malformed (" + malformed.getMessage() + ")", malformed);
        }
    }
}
