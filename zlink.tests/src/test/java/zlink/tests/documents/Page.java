package zlink.tests.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A document in Markdown, as far as it has to be understood to be checked. */
final class Page {
    /** The directory of the parent's {@code pom.xml}; Maven runs tests in their module's. */
    static final Path ROOT = Path.of("..");

    private static final String FENCE = "```";
    private static final Pattern GIVEN = Pattern.compile("<!-- given: (.+) -->");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`[^`]*`");
    private static final Pattern HEADING = Pattern.compile("#{1,6} (.+)");

    private final Path file;
    private final List<Block> blocks = new ArrayList<>();
    private final List<String> prose = new ArrayList<>(); // every line outside the blocks

    /**
     * A fenced block.
     *
     * @param page where it stands
     * @param line the line of its first fence, counted from 1
     * @param info what follows the fence: the language
     * @param given the parameters of the method a piece of Java stands in
     * @param follows the number of lines of prose, empty ones left out, since the block before
     * @param text the lines between the fences
     */
    record Block(Page page, int line, String info, String given, int follows, String text) {
        @Override
        public String toString() {
            return page + ":" + line;
        }
    }

    private Page(Path file, List<String> lines) {
        this.file = file;
        String given = "";
        int since = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith(FENCE)) {
                int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf(FENCE);
                blocks.add(new Block(this, i + 1, line.substring(FENCE.length()), given, since,
                        String.join("\n", lines.subList(i + 1, end)) + "\n"));
                given = "";
                since = 0;
                i = end;
                continue;
            }
            Matcher comment = GIVEN.matcher(line);
            if (comment.matches()) {
                given = comment.group(1);
            }
            since += line.isBlank() ? 0 : 1;
            prose.add(line);
        }
    }

    static Page of(Path file) throws IOException {
        return new Page(file, Files.readAllLines(file));
    }

    /** Everything written for people: the pages beside the README and all below {@code docs}. */
    static List<Page> all() throws IOException {
        List<Page> pages = new ArrayList<>();
        try (Stream<Path> top = Files.list(ROOT); Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            for (Path file : Stream.concat(top, docs).filter(file -> file.toString().endsWith(".md")).sorted()
                    .toList()) {
                pages.add(of(file));
            }
        }
        return pages;
    }

    static Page readme() throws IOException {
        return of(ROOT.resolve("README.md"));
    }

    Path file() {
        return file;
    }

    List<Block> blocks() {
        return blocks;
    }

    /** The lines outside the blocks. */
    List<String> prose() {
        return prose;
    }

    /** What stands in backquotes outside the blocks. */
    List<String> code() {
        return prose.stream().flatMap(line -> CODE.matcher(line).results()).map(MatchResult::group)
                .map(code -> code.substring(1, code.length() - 1)).toList();
    }

    /** Where the page's links lead. */
    List<String> links() {
        return prose.stream().map(line -> CODE.matcher(line).replaceAll(""))
                .flatMap(line -> LINK.matcher(line).results()).map(link -> link.group(1)).toList();
    }

    /** What may follow {@code #} in a link to this page. */
    Set<String> anchors() {
        Set<String> anchors = new TreeSet<>();
        for (String line : prose) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                anchors.add(heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'));
            }
        }
        return anchors;
    }

    @Override
    public String toString() {
        return ROOT.relativize(file).toString();
    }
}
