package zlink.tests.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links between the documents lead to files and headings that are there, and every page can be found. */
class LinksTest {
    private static final Path INDEX = Page.ROOT.resolve("docs/README.md");

    @ParameterizedTest
    @MethodSource("zlink.tests.documents.Page#all")
    void relativeLinksResolve(Page page) throws IOException {
        for (String link : page.links()) {
            if (!link.matches("[a-z]+:.*")) {
                int hash = link.indexOf('#');
                Path target = hash == 0 ? page.file()
                        : page.file().resolveSibling(hash < 0 ? link : link.substring(0, hash));
                assertThat(target).as("link " + link).exists();
                if (hash >= 0) {
                    assertThat(Page.of(target).anchors()).as("link " + link).contains(link.substring(hash + 1));
                }
            }
        }
    }

    @Test
    void indexLeadsToEveryPage() throws IOException {
        Set<Path> linked = Page.of(INDEX).links().stream().map(link -> INDEX.resolveSibling(link).normalize())
                .collect(Collectors.toCollection(TreeSet::new));
        List<Path> pages = Page.all().stream().map(Page::file)
                .filter(file -> file.startsWith(Page.ROOT.resolve("docs")) && !file.equals(INDEX)).toList();

        assertThat(linked).containsAll(pages.stream().map(Path::normalize).toList());
    }
}
