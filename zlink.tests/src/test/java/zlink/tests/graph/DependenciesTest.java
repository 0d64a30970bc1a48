package zlink.tests.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What builds resolve is listed, pinned, and under terms that are known. */
class DependenciesTest {
    private static final Path LIST = Library.ROOT.resolve("config/dependencies.txt");
    private static final Path PARENT = Library.ROOT.resolve("pom.xml");

    /** What may be used for tests and benchmarks, none of which is passed on. */
    private static final Set<String> GOOD = Set.of("Apache-2.0", "BSD-2-Clause", "EPL-2.0", "MIT", "MPL-2.0",
            "GPL-2.0-only WITH Classpath-exception-2.0");

    /** How poms name them. */
    private static final Map<Pattern, String> WORDS = Map.of(
            Pattern.compile("(The )?Apache(-| (Software )?License,? (Version |v)?)2\\.0"), "Apache-2.0",
            Pattern.compile("The BSD 2-Clause License"), "BSD-2-Clause",
            Pattern.compile("Eclipse Public License (- )?v ?2\\.0"), "EPL-2.0",
            Pattern.compile("(The )?MIT License"), "MIT",
            Pattern.compile("Mozilla Public License [vV]ersion 2\\.0"), "MPL-2.0",
            Pattern.compile("GNU General Public License \\(GPL\\), version 2, with the Classpath exception"),
            "GPL-2.0-only WITH Classpath-exception-2.0");

    private static final Pattern INCLUDE = Pattern.compile("<include>([\\w.-]+:[\\w.-]+):\\[([\\w.-]+)]</include>");
    private static final Pattern LICENCE = Pattern.compile("<license>\\s*<name>([^<]+)</name>");
    private static final Pattern PARENT_OF = Pattern.compile("(?s)<parent>(.*?)</parent>");

    /** Licences by {@code group:artifact:version}. */
    private static Map<String, String> listed() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        for (String line : Files.readAllLines(LIST)) {
            if (!line.startsWith("#")) {
                String[] parts = line.split("\\s+", 2);
                assertThat(listed.put(parts[0], parts[1])).as(parts[0] + " is listed twice").isNull();
            }
        }
        return listed;
    }

    @Test
    void theEnforcerLetsInWhatIsListedAndNothingElse() throws IOException {
        List<String> included = INCLUDE.matcher(Files.readString(PARENT)).results()
                .map(match -> match.group(1) + ":" + match.group(2)).toList();
        assertThat(included).containsExactlyInAnyOrderElementsOf(listed().keySet());
    }

    @Test
    void licencesAreOnesThatAreKnown() throws IOException {
        assertThat(listed().values()).isSubsetOf(GOOD);
    }

    /** Those that this build has not resolved, for want of a profile, have no pom here to look at. */
    @Test
    void licencesAreThoseTheArtefactsArePublishedUnder() throws IOException {
        Map<String, String> found = new TreeMap<>();
        Map<String, String> expected = new TreeMap<>(listed());
        for (String name : listed().keySet()) {
            Optional<String> licence = licenceOf(pom(name));
            if (licence.isPresent()) {
                found.put(name, licence.get());
            } else {
                expected.remove(name);
            }
        }
        assertThat(found).isEqualTo(expected).hasSizeGreaterThan(10);
    }

    @Test
    void wordsOfOtherLicencesAreNotTakenForGoodOnes() {
        assertThat(spdx("The Apache License, Version 2.0")).isEqualTo("Apache-2.0");
        assertThat(spdx("GNU General Public License (GPL), version 2")).startsWith("unknown");
        assertThat(spdx("Apache-1.1")).startsWith("unknown");
    }

    private static String spdx(String words) {
        return WORDS.entrySet().stream().filter(entry -> entry.getKey().matcher(words.strip()).matches())
                .map(Map.Entry::getValue).findFirst().orElse("unknown: " + words);
    }

    /** Its own, of several one that is good, or its parent's; empty if there is no pom. */
    private static Optional<String> licenceOf(Path pom) throws IOException {
        if (!Files.exists(pom)) {
            return Optional.empty();
        }
        String text = Files.readString(pom);
        Matcher licence = LICENCE.matcher(text);
        List<String> either = licence.results().map(match -> spdx(match.group(1))).toList();
        if (!either.isEmpty()) {
            return either.stream().filter(GOOD::contains).findFirst().or(() -> Optional.of(either.get(0)));
        }
        Matcher parent = PARENT_OF.matcher(text);
        if (!parent.find()) {
            return Optional.of("none");
        }
        return licenceOf(pom(element(parent.group(1), "groupId") + ":" + element(parent.group(1), "artifactId") + ":"
                + element(parent.group(1), "version")));
    }

    private static String element(String xml, String name) {
        Matcher element = Pattern.compile("<" + name + ">([^<]+)</" + name + ">").matcher(xml);
        assertThat(element.find()).as(name).isTrue();
        return element.group(1).strip();
    }

    private static Path pom(String name) {
        String[] parts = name.split(":");
        return repository().resolve(parts[0].replace('.', '/')).resolve(parts[1]).resolve(parts[2])
                .resolve(parts[1] + "-" + parts[2] + ".pom");
    }

    /** Where Maven keeps what it has resolved: AssertJ's jar is at org/assertj/assertj-core/VERSION. */
    private static Path repository() {
        Path path = Library.location("org.assertj.core");
        for (int i = 0; i < 5; i++) {
            path = path.getParent();
        }
        return path;
    }
}
