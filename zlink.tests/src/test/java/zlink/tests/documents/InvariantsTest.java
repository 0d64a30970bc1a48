package zlink.tests.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The page of the invariants has all of them, and the tests it names exist. */
class InvariantsTest {
    private static final int INVARIANTS = 50;
    private static final String NONE = "not tested yet";
    private static final Pattern LINE = Pattern.compile("\\| (\\d+) \\|(.*)");
    private static final Pattern TEST = Pattern.compile("(?:([a-z]+)\\.)?([A-Z]\\w+)\\.([a-z]\\w*)");
    private static final Pattern TEST_CLASS = Pattern.compile("[A-Z]\\w+Test");

    private final Page page = Page.of(Page.ROOT.resolve("docs/invariants.md"));
    private final TestSources sources = TestSources.ofAllModules();

    InvariantsTest() throws IOException { }

    private List<Matcher> lines() {
        return page.prose().stream().map(LINE::matcher).filter(Matcher::matches).toList();
    }

    @Test
    void eachInvariantHasItsLineInOrder() {
        assertThat(lines().stream().map(line -> Integer.valueOf(line.group(1))))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, INVARIANTS).boxed().toList());
    }

    @Test
    void eachLineNamesTestsOrSaysThatThereAreNone() {
        for (Matcher line : lines()) {
            String[] cells = line.group(2).split("\\|", -1);
            assertThat(cells).as("property, tests and what is not covered in line " + line.group(1)).hasSize(4);
            String tests = cells[1].strip();
            assertThat(tests.equals(NONE) || TEST.matcher(tests).find()).as("tests in line " + line.group(1)).isTrue();
        }
    }

    @Test
    void testsThatAreNamedExist() {
        Map<String, String> faults = new TreeMap<>();
        for (String code : page.code()) {
            Matcher test = TEST.matcher(code);
            String fault = "";
            if (test.matches()) {
                String directory = test.group(1) == null ? "" : test.group(1);
                fault = sources.faultOf(directory, test.group(2), test.group(3));
            } else if (TEST_CLASS.matcher(code).matches()) {
                fault = sources.faultOf("", code, "");
            }
            if (!fault.isEmpty()) {
                faults.put(code, fault);
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void whatIsNoTestIsNotTakenForOne() {
        assertThat(sources.faultOf("", "LinksTest", "indexLeadsToEveryPage")).isEmpty();
        assertThat(sources.faultOf("", "LinksTest", "indexLeads")).isEqualTo("no such test in it");
        assertThat(sources.faultOf("", "NamesTest", "pages")).as("a helper").isEqualTo("no such test in it");
        assertThat(sources.faultOf("", "NoSuchTest", "test")).isEqualTo("no such class");
        assertThat(sources.faultOf("", "HeartbeatTest", "")).startsWith("several classes");
        assertThat(sources.faultOf("wire", "HeartbeatTest", "heartbeatsNeverComeWithinAMessage")).isEmpty();
        assertThat(sources.faultOf("", "TestSources", "")).isEqualTo("no test class, and none inherits it");
    }
}
