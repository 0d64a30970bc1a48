package zlink.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class HtmlReportTest {
    private final Document page = parsed(HtmlReport.render(SampleReport.complete()));

    @Test
    void hasARowForEachCell() {
        NodeList rows = elements(page, "tr");

        assertThat(rows.getLength()).isEqualTo(1 + 36);
        assertThat(rows.item(1).getTextContent()).isEqualTo("PAIRinproc64 B40 000 00025600.902.102 of 2");
    }

    @Test
    void hasAChartForEachSizeAndMeasure() {
        NodeList charts = elements(page, "svg");

        assertThat(charts.getLength()).isEqualTo(4);
        assertThat(elements((Element) charts.item(0), "path").getLength()).as("bars").isEqualTo(18);
        assertThat(elements((Element) charts.item(2), "circle").getLength()).as("dots").isEqualTo(18);
    }

    @Test
    void needsNoOtherFile() {
        String html = HtmlReport.render(SampleReport.complete());

        assertThat(html).doesNotContain("<script", "<link", "<img", "src=", "href=", "url(", "@import");
    }

    @Test
    void barsAreAsLongAsTheirNumbers() {
        NodeList bars = elements((Element) elements(page, "svg").item(0), "path");

        assertThat(length(bars.item(0).getAttributes().getNamedItem("d").getNodeValue()))
                .isCloseTo(3 * length(bars.item(2).getAttributes().getNamedItem("d").getNodeValue()),
                        within(0.5));
    }

    @Test
    void textOfFailuresIsNotTakenForHtml() {
        Document incomplete = parsed(HtmlReport.render(SampleReport.incomplete()));

        assertThat(elements(incomplete, "summary").item(0).getTextContent())
                .isEqualTo("PAIR inproc 64 B, 200 000 messages, round 1: hung: <far> & \"near\"");
        assertThat(elements(incomplete, "pre").item(0).getTextContent()).contains("at a.B.<init>(B.java:1)");
    }

    @Test
    void showsWhatWasNotMeasured() {
        Document incomplete = parsed(HtmlReport.render(SampleReport.incomplete()));

        assertThat(elements(incomplete, "tr").item(1).getTextContent())
                .isEqualTo("PAIRinproc64 Bnot measurednot measured0.902.101 of 2");
        assertThat(elements(incomplete, "svg").item(0).getTextContent()).contains("not measured");
    }

    /** The width of a bar: its straight part and its rounded end. */
    private static double length(String path) {
        double straight = Double.parseDouble(path.split("h")[1].split("q")[0]);
        double rounded = Double.parseDouble(path.split("q")[1].split(" ")[0]);
        return straight + rounded;
    }

    private static NodeList elements(Document document, String name) {
        return document.getElementsByTagName(name);
    }

    private static NodeList elements(Element element, String name) {
        return element.getElementsByTagName(name);
    }

    private static Document parsed(String html) {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                    .parse(new InputSource(new StringReader(html)));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError("the page is not well-formed", e);
        }
    }
}
