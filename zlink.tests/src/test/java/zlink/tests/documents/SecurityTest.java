package zlink.tests.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of limits in {@code SECURITY.md} has all of them, with their real defaults, and all are finite. */
class SecurityTest {
    private static final Pattern LIMIT = Pattern.compile("\\| [^|]+ \\| `([A-Z_]+)` \\| ([^|]+) \\| [^|]+ \\|");
    private static final Pattern OPTION = Pattern.compile("\\| `([A-Z_]+)` \\|[^|]*\\|[^|]*\\| ([^|]+) \\|.*");

    /** Limits of what we do to others or to ourselves, not of what peers do to us. */
    private static final Set<String> OWN = Set.of("BATCH_MAX_BYTES", "BATCH_MAX_MESSAGES");

    private static Map<String, String> table(String file, Pattern row) throws IOException {
        return Page.of(Page.ROOT.resolve(file)).prose().stream().map(row::matcher).filter(Matcher::matches)
                .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2), (one, other) -> one,
                        TreeMap::new));
    }

    @Test
    void defaultsAreThoseOfTheOptions() throws IOException {
        Map<String, String> limits = table("SECURITY.md", LIMIT);
        Map<String, String> options = table("docs/options.md", OPTION);
        options.keySet().retainAll(limits.keySet());

        assertThat(limits).isEqualTo(options).hasSizeGreaterThan(8);
        assertThat(limits.values()).as("finite").doesNotContain("0", "none", "forever");
    }

    @Test
    void noLimitIsMissing() throws IOException {
        Set<String> options = table("docs/options.md", OPTION).keySet().stream()
                .filter(name -> name.matches("(.*_)?MAX_.*|RECEIVE_LIMIT.*|.*_HIGH_WATER_MARK")).filter(name ->
                        !OWN.contains(name)).collect(Collectors.toSet());

        assertThat(table("SECURITY.md", LIMIT).keySet()).containsAll(options);
    }
}
