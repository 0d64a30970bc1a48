package zlink.tests.documents;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import zlink.tests.documents.Page.Block;

/** A block of Java on a page, made into a source file. */
final class JavaBlock {
    private static final Pattern PROGRAM = Pattern.compile("^public (?:final )?class (\\w+)", Pattern.MULTILINE);
    private static final String IMPORTS = """
            import java.nio.ByteBuffer;
            import java.nio.file.Path;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            import zlink.api.*;
            """;

    private final Block block;
    private final Optional<String> program; // the name of its class
    private final Optional<String> output;

    private JavaBlock(Block block, Optional<String> output) {
        this.block = block;
        this.output = output;
        Matcher matcher = PROGRAM.matcher(block.text());
        this.program = matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** All blocks of Java that the running JDK can compile. */
    static List<JavaBlock> all() throws IOException {
        List<JavaBlock> all = new ArrayList<>();
        for (Page page : Page.all()) {
            all.addAll(of(page));
        }
        return all;
    }

    static List<JavaBlock> of(Page page) {
        List<JavaBlock> all = new ArrayList<>();
        for (int i = 0; i < page.blocks().size(); i++) {
            Block block = page.blocks().get(i);
            String[] info = block.info().split(" ");
            if (info[0].equals("java")
                    && (info.length == 1 || Runtime.version().feature() >= Integer.parseInt(info[1]))) {
                all.add(new JavaBlock(block, output(page, i + 1)));
            }
        }
        return all;
    }

    private static Optional<String> output(Page page, int index) {
        if (index == page.blocks().size()) {
            return Optional.empty();
        }
        Block next = page.blocks().get(index);
        return next.info().equals("text") && next.follows() == 0 ? Optional.of(next.text()) : Optional.empty();
    }

    boolean isProgram() {
        return program.isPresent();
    }

    /** The lines of the block. */
    String text() {
        return block.text();
    }

    /** What the page says it prints. */
    Optional<String> output() {
        return output;
    }

    /** A package of its own, named after the page and the line. */
    String packageName() {
        String page = block.page().toString().replace(".md", "").replaceAll("\\W", "_");
        return page.toLowerCase(Locale.ROOT) + "_line_" + block.line();
    }

    String className() {
        return packageName() + "." + program.orElse("Piece");
    }

    String fileName() {
        return className().replace('.', '/') + ".java";
    }

    /** The source file. */
    String source() {
        String head = "package " + packageName() + ";\n\n";
        if (isProgram()) {
            return head + block.text();
        }
        String given = block.given().isEmpty() ? "" : ", " + block.given();
        return head + IMPORTS + "\nclass Piece {\n    static void piece(Context context" + given
                + ") throws Exception {\n" + block.text().indent(8) + "    }\n}\n";
    }

    @Override
    public String toString() {
        return block.toString();
    }
}
