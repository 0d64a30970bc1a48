package zlink.tests.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README promises is there. */
class ReadmeTest {
    private static final Path PUBLIC_API = Path.of("src/test/golden/public-api.txt");
    private static final Pattern CONSTANT = Pattern.compile("static final zlink\\.api\\.SocketType (\\w+)");
    private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");

    @ParameterizedTest
    @ValueSource(strings = {"./demonstrate", "mvn -B -ntp verify"})
    void hasBothCommandsOnLinesOfTheirOwn(String command) throws IOException {
        assertThat(Page.readme().blocks()).filteredOn(block -> block.info().equals("sh"))
                .anySatisfy(block -> assertThat(block.text().lines()).contains(command));
    }

    @Test
    void demonstrationCanBeStarted() {
        assertThat(Page.ROOT.resolve("demonstrate")).isExecutable();
    }

    @ParameterizedTest
    @MethodSource("socketTypes")
    void tableOfSocketsHasEachType(String type) throws IOException {
        assertThat(Page.readme().prose()).anyMatch(line -> line.startsWith("|") && line.contains("`" + type + "`"));
    }

    static List<String> socketTypes() throws IOException {
        return CONSTANT.matcher(Files.readString(PUBLIC_API)).results().map(match -> match.group(1)).toList();
    }

    @Test
    void coordinatesHaveTheVersionThatIsBuilt() throws IOException {
        String parent = Files.readString(Page.ROOT.resolve("pom.xml"));
        Matcher built = VERSION.matcher(parent);
        List<String> named = new ArrayList<>();
        for (Page.Block block : Page.readme().blocks()) {
            VERSION.matcher(block.text()).results().forEach(match -> named.add(match.group(1)));
        }

        assertThat(built.find()).isTrue();
        assertThat(named).isNotEmpty().containsOnly(built.group(1));
    }
}
