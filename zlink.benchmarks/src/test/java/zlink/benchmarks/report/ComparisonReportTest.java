package zlink.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import zlink.benchmarks.ratio.Sample;
import zlink.benchmarks.ratio.Samples;

/** The three forms in which a comparison is written down. */
class ComparisonReportTest {

    @Test
    void keepsTheFiguresOfEveryMeasurement() {
        List<String> lines = ComparisonCsv.render(SampleComparison.complete()).lines().toList();

        assertThat(lines).hasSize(1 + 2 * 2 * 2 * 2 * 3);
        assertThat(lines.get(0)).startsWith("pattern,transport,bytes,pairs,high_water_mark,measure,rate_per_s,peer,");
        assertThat(lines.get(1)).isEqualTo("PAIR,tcp,64,1,1000,throughput,,zlink,1,10000,1000000,2000000,7,0,100,0,"
                + "52428800,,,,");
        assertThat(lines.get(10)).isEqualTo("PAIR,tcp,64,1,1000,echo,,libzmq,1,10000,6000000,12000000,,,,,52428800,"
                + "6000,18000,30000,54000");
    }

    @Test
    void holdsRatiosAgainstTheirTargets() {
        String text = ComparisonMarkdown.render(SampleComparison.complete());

        assertThat(text).contains("| PAIR | 64 B | 1 | 1000 | messages/s | libzmq | 5.00 M/s | 833 k/s | **6.00** |"
                        + " 6.00 – 6.00 of 3 | ≥ 5 | met by 20 % |")
                .contains("| PAIR | 64 B | 1 | 1000 | messages/s | libzmq | 5.00 M/s | 2.50 M/s | **2.00** |"
                        + " 2.00 – 2.00 of 3 | ≥ 5 | missed by 60 % |")
                .contains("| PAIR | 64 B | 1 | 1000 | p50 | libzmq | 1.00 µs | 6.00 µs | **0.17** |"
                        + " 0.17 – 0.17 of 3 | ≤ 0.5 | met by 67 % |");
    }

    @Test
    void showsAllTargetsOfSomeSocketsInALine() {
        assertThat(ComparisonMarkdown.render(SampleComparison.complete()))
                .contains("## tcp: ratios and their targets")
                .contains("| pattern | size | pairs | HWM | messages/s ÷ libzmq | CPU ÷ libzmq | p50 ÷ libzmq |"
                        + " p99 ÷ libzmq |\n")
                .contains("| PAIR | 1 KiB | 1 | 1000 | 6.00 (≥ 5) | 0.17 (≤ 0.3) | 0.17 (≤ 0.5) | 0.17 (≤ 0.5) |\n")
                .contains("| PAIR | 1 KiB | 1 | 1000 | **2.00** (≥ 5) | **0.50** (≤ 0.3) | 0.50 (≤ 0.5) |"
                        + " 0.50 (≤ 0.5) |\n");
    }

    @Test
    void readsWhatItHasWritten(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("figures.csv");
        ComparisonReport report = SampleComparison.complete();
        Files.writeString(file, ComparisonCsv.render(report));
        Samples samples = new Samples();

        ComparisonCsv.read(file, samples);
        assertThat(samples.all()).isEqualTo(report.samples().all());

        ComparisonCsv.read(file, samples);
        assertThat(samples.all()).hasSize(2 * report.samples().all().size());
        assertThat(samples.all().stream().map(Sample::round).distinct()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "PAIR,tcp,64,1,1000,throughput,,zlink,1,1,1,1,,0,0,0,1,,,                ; less than 21 fields",
        "PAIR,tcp,64,1,1000,throughput,,zlink,1,1,1,1,,0,0,0,1,,,,,7              ; more than 21 fields",
        "PAIR,udp,64,1,1000,throughput,,zlink,1,1,1,1,,0,0,0,1,,,,                ; \"udp\" is not one of",
        "PAIR,tcp,64,1,1000,throughput,,zlink,1,many,1,1,,0,0,0,1,,,,             ; \"many\""})
    void namesALineThatItHasNotWritten(String line, String reason, @TempDir Path directory) throws IOException {
        Path file = directory.resolve("figures.csv");
        String header = ComparisonCsv.render(new ComparisonReport(new Samples(), List.of(), true));
        Files.writeString(file, header + line + "\n");

        assertThatThrownBy(() -> ComparisonCsv.read(file, new Samples())).isInstanceOf(IOException.class)
                .hasMessageContaining("figures.csv, line 2").hasMessageContaining(reason);
    }

    @Test
    void refusesAFileOfSomethingElse(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("notes.txt"), "hello\n");

        assertThatThrownBy(() -> ComparisonCsv.read(file, new Samples()))
                .hasMessageContaining("notes.txt does not begin with the line pattern,transport,");
    }

    @Test
    void keepsTcpAndIpcApart() {
        assertThat(ComparisonMarkdown.render(SampleComparison.complete()).lines().filter(line -> line.startsWith("#")))
                .containsSubsequence("## ipc: ratios and their targets", "## tcp: ratios and their targets", "## ipc",
                        "### ipc, throughput: zlink ÷ others", "### ipc, echo: zlink ÷ others",
                        "### ipc: medians", "## tcp", "### tcp, throughput: zlink ÷ others");
    }

    @Test
    void saysHowManyTargetsAreMet() {
        // of each of 4 kinds of sockets: throughput, p50, p99, processor time and allocation; over ipc zlink is twice
        // as fast, which is enough for the latency and not for the rest
        assertThat(SampleComparison.complete().targets()).isEqualTo("16 of 20 targets met");
    }

    @Test
    void namesWhoIsMissingOnce() {
        assertThat(ComparisonMarkdown.render(SampleComparison.complete()))
                .containsOnlyOnce("- jeromq: no gcc (4 times)\n");
    }

    @Test
    void saysLoudlyWhatFailedAndThatItWasStopped() {
        String text = ComparisonMarkdown.render(SampleComparison.incomplete());

        assertThat(text).contains("It was stopped before all was measured.")
                .contains("**FAILED:**\n\n- PAIR tcp 64 B, HWM 1000, echo, jeromq: message 1 is <missing>\n");
    }

    @Test
    void drawsAChartForEachPatternAndTransport() throws Exception {
        Document page = page(SampleComparison.complete());

        assertThat(page.getElementsByTagName("svg").getLength()).isEqualTo(2 * 2);
        assertThat(page.getElementsByTagName("circle").getLength()).isEqualTo(2 * 2 * 2 * 2);
        assertThat(page.getElementsByTagName("figcaption").item(0).getTextContent()).isEqualTo("PAIR tcp, HWM 1000");
    }

    @Test
    void textOnThePageIsNotTakenForHtml() throws Exception {
        assertThat(page(SampleComparison.incomplete()).getElementsByTagName("li").item(0).getTextContent())
                .isEqualTo("PAIR tcp 64 B, HWM 1000, echo, jeromq: message 1 is <missing>");
    }

    @Test
    void thePageNeedsNoOtherFile() {
        assertThat(ComparisonPage.render(SampleComparison.complete()))
                .doesNotContain("<script", "<link", "<img", "src=", "href=", "url(", "@import");
    }

    private static Document page(ComparisonReport report)
            throws ParserConfigurationException, IOException, SAXException {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(ComparisonPage.render(report))));
    }
}
