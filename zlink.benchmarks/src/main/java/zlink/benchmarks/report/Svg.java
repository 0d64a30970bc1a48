package zlink.benchmarks.report;

import java.util.Locale;

/** Collects the elements of a drawing. Looks come from the page's style sheet, by class. */
final class Svg {
    private final StringBuilder elements = new StringBuilder();

    /** Adds a rectangle with rounded corners at its right end, as a bar has. */
    void bar(double x, double y, double width, double height, String style, String tip) {
        double r = Math.min(3, width / 2);
        add("<path class=\"%s\" d=\"M%.1f %.1fh%.1fq%.1f 0 %.1f %.1fv%.1fq0 %.1f %.1f %.1fh%.1fz\">"
                        + "<title>%s</title></path>",
                style, x, y, width - r, r, r, r, height - 2 * r, r, -r, r, r - width, escape(tip));
    }

    /** Adds a line. */
    void line(double x1, double y1, double x2, double y2, String style) {
        add("<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", style, x1, y1, x2, y2);
    }

    /** Adds a horizontal line with a stop at its end. */
    void span(double from, double to, double y, String style) {
        line(from, y, to, y, "span " + style);
        line(to, y - 4, to, y + 4, "span " + style);
    }

    /** Adds a dot. */
    void dot(double x, double y, double radius, String style, String tip) {
        add("<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"><title>%s</title></circle>",
                style, x, y, radius, escape(tip));
    }

    /** Adds text; the style says which of its points is at x. */
    void text(double x, double y, String style, String text) {
        add("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>", style, x, y, escape(text));
    }

    /** The drawing, as wide as its place in the page. */
    String render(int width, double height, String title) {
        return String.format(Locale.ROOT, "<svg role=\"img\" viewBox=\"0 0 %d %.0f\" aria-label=\"%s\">%n%s</svg>%n",
                width, height, escape(title), elements);
    }

    private void add(String format, Object... values) {
        elements.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    /** Text as it may stand between tags and in attributes. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.append(c < ' ' && c != '\n' && c != '\t' ? '\uFFFD' : c);
            }
        }
        return escaped.toString();
    }
}
