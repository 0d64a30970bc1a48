package zlink.transport.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import zlink.api.SocketOption;

/** A file of PEM blocks that an option names. Source: RFC 7468. */
final class PemFile {

    private static final long MOST_BYTES = 16 << 20; // a hundred times all the authorities there are
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    /** A block: what it says it is, and its bytes. */
    record Block(String label, byte[] content) { }

    private final SocketOption<Path> option;
    private final Path path;
    private final List<Block> blocks = new ArrayList<>();

    private PemFile(SocketOption<Path> option, Path path) {
        this.option = option;
        this.path = path;
    }

    /**
     * Reads a file.
     *
     * @throws IOException naming the option, the file and what is wrong
     */
    static PemFile read(SocketOption<Path> option, Path path) throws IOException {
        PemFile file = new PemFile(option, path);
        String text;
        try {
            long size = Files.size(path);
            if (size > MOST_BYTES) {
                throw file.wrong("it has " + size + " bytes, and at most " + MOST_BYTES + " are read", null);
            }
            text = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException missing) {
            throw file.wrong("there is no such file", missing);
        } catch (AccessDeniedException denied) {
            throw file.wrong("this process may not read it", denied);
        } catch (IOException failure) {
            throw failure.getMessage() != null && failure.getMessage().startsWith(option.name())
                    ? failure
                    : file.wrong("it cannot be read (" + failure.getMessage() + ")", failure);
        }
        file.parse(text);
        return file;
    }

    private void parse(String text) throws IOException {
        for (int begin = text.indexOf(BEGIN); begin >= 0; ) {
            int labelEnd = text.indexOf(DASHES, begin + BEGIN.length());
            String label = labelEnd < 0 ? "" : text.substring(begin + BEGIN.length(), labelEnd);
            int contentStart = labelEnd + DASHES.length();
            int end = labelEnd < 0 ? -1 : text.indexOf(END + label + DASHES, contentStart);
            if (end < 0) {
                throw wrong("a block begins and does not end: " + BEGIN + label, null);
            }
            try {
                String content = text.substring(contentStart, end);
                // Headers, of encrypted keys in old forms, make it undecodable; their labels say enough.
                byte[] bytes = content.contains(":") ? new byte[0] : Base64.getMimeDecoder().decode(content);
                blocks.add(new Block(label, bytes));
            } catch (IllegalArgumentException malformed) {
                throw wrong("the block " + label + " is no base64", malformed);
            }
            begin = text.indexOf(BEGIN, end);
        }
    }

    /** Every block, in the file's order. */
    List<Block> blocks() {
        return blocks;
    }

    Path path() {
        return path;
    }

    /** An exception that names option and file. */
    IOException wrong(String what, Exception cause) {
        return new IOException(option.name() + " " + path + ": " + what, cause);
    }
}
