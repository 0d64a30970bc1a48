package zlink.transport.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** The private key of a PEM file: PKCS#8, possibly encrypted. Source: RFC 5958, RFC 8018. */
final class PemKey {

    /** What TLS signs with. */
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    private static final String CONVERTED_BY = "is converted by: openssl pkcs8 -topk8 -nocrypt -in ";

    private PemKey() {
    }

    /**
     * The only key in a file.
     *
     * @throws IOException if there is none, or it is of another form, or the password is wrong or missing
     */
    static PrivateKey of(PemFile file, Optional<String> password) throws IOException {
        for (PemFile.Block block : file.blocks()) {
            switch (block.label()) {
                case "PRIVATE KEY" -> {
                    return plain(file, new PKCS8EncodedKeySpec(block.content()));
                }
                case "ENCRYPTED PRIVATE KEY" -> {
                    if (password.isEmpty()) {
                        throw file.wrong("the key is encrypted, and TLS_KEY_PASSWORD is not set", null);
                    }
                    return plain(file, decrypted(file, block.content(), password.get()));
                }
                case "RSA PRIVATE KEY" -> throw otherForm(file, "PKCS#1");
                case "EC PRIVATE KEY" -> throw otherForm(file, "SEC 1");
                case "DSA PRIVATE KEY", "OPENSSH PRIVATE KEY" ->
                        throw file.wrong("a " + block.label() + " is of no use for TLS", null);
                default -> { } // certificates, parameters
            }
        }
        throw file.wrong("there is no private key in PEM form in it (-----BEGIN PRIVATE KEY-----); one in binary form "
                + CONVERTED_BY + file.path() + " -inform der -out key.pem", null);
    }

    private static IOException otherForm(PemFile file, String form) {
        return file.wrong("the key has the form of " + form + ", not PKCS#8; it " + CONVERTED_BY + file.path()
                + " -out key.pem", null);
    }

    private static PrivateKey plain(PemFile file, PKCS8EncodedKeySpec encoded) throws IOException {
        Exception last = null;
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException | NoSuchAlgorithmException another) {
                last = another;
            }
        }
        throw file.wrong("the key is none of RSA, EC, Ed25519, or is damaged", last);
    }

    private static PKCS8EncodedKeySpec decrypted(PemFile file, byte[] content, String password) throws IOException {
        PBEKeySpec secret = new PBEKeySpec(password.toCharArray());
        try {
            EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(content);
            // The JDK names PBES2 as such only, and what it consists of by its parameters.
            String name = encrypted.getAlgName();
            String algorithm = name.startsWith("PBEWith") ? name : encrypted.getAlgParameters().toString();
            SecretKey key = SecretKeyFactory.getInstance(algorithm).generateSecret(secret);
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE, key, encrypted.getAlgParameters());
            return encrypted.getKeySpec(cipher);
        } catch (NoSuchAlgorithmException | NullPointerException unknown) { // no parameters: an unknown algorithm
            throw file.wrong("the key is encrypted in a way the JDK does not know; openssl pkcs8 -topk8 -v2 aes-256-cbc"
                    + " encrypts it in one it knows", unknown);
        } catch (GeneralSecurityException | IOException wrong) {
            throw file.wrong("the key cannot be decrypted: TLS_KEY_PASSWORD is wrong, or the file is damaged", wrong);
        } finally {
            secret.clearPassword();
        }
    }

    /** Whether the two belong to each other. */
    static boolean match(PrivateKey key, PublicKey certified) {
        if (key instanceof RSAKey ours && certified instanceof RSAKey theirs) {
            return ours.getModulus().equals(theirs.getModulus());
        }
        if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "EdDSA");
            byte[] probe = {1, 2, 3};
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException different) {
            return false; // another curve, for example
        }
    }
}
