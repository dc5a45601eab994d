package io.llmlab.detect.picture;

import java.util.Locale;

/// A sheet of SVG: plain elements, one a line, on a card of its own that is light or dark as the reader's screen.
final class Page {

    private static final String STYLE = """
            <style>
            .card { fill: #ffffff; stroke: #d1d9e0; } .grid { stroke: #e4e9ee; }
            text { font: 12px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #454d56; }
            .head { font-weight: 600; font-size: 14px; fill: #1f2328; } .end { text-anchor: end; }
            .mid { text-anchor: middle; } .line { fill: none; stroke-width: 1.8; } .thin { stroke-width: 1; }
            .dash { stroke-dasharray: 5 4; } .ring { fill: none; stroke-width: 2; } .band { opacity: .16; }
            .runs { stroke: #6e7781; fill: #6e7781; } .baseline { stroke: #0969da; fill: #0969da; }
            .limit { stroke: #8250df; fill: #8250df; } .alarm { stroke: #cf222e; fill: #cf222e; }
            .seen { stroke: #bc4c00; fill: #bc4c00; } .band, .dot { stroke: none; }
            @media (prefers-color-scheme: dark) {
            .card { fill: #0d1117; stroke: #3d444d; } .grid { stroke: #262c34; } text { fill: #b7bfc8; }
            .head { fill: #f0f6fc; } .band { opacity: .26; }
            .runs { stroke: #9198a1; fill: #9198a1; } .baseline { stroke: #58a6ff; fill: #58a6ff; }
            .limit { stroke: #bc8cff; fill: #bc8cff; } .alarm { stroke: #ff7b72; fill: #ff7b72; }
            .seen { stroke: #ffa657; fill: #ffa657; } .band, .dot { stroke: none; }
            }
            .line, .ring { fill: none; }
            </style>
            """;

    private final StringBuilder elements = new StringBuilder();
    private final int width;
    private final int height;

    Page(int width, int height) {
        this.width = width;
        this.height = height;
    }

    void rectangle(double x, double y, double wide, double high, String css) {
        add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" class=\"%s\"/>", x, y, wide, high, css);
    }

    void line(double x, double y, double toX, double toY, String css) {
        add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>", x, y, toX, toY, css);
    }

    void circle(double x, double y, double radius, String css) {
        add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" class=\"%s\"/>", x, y, radius, css);
    }

    /// @param places pairs of numbers, as SVG writes them
    void path(String places, String css) {
        add("<polyline points=\"%s\" class=\"%s\"/>", places, css);
    }

    void text(double x, double y, String css, String words) {
        add("<text x=\"%.1f\" y=\"%.1f\" class=\"%s\">%s</text>", x, y, css, escaped(words));
    }

    /// Written from below.
    void upright(double x, double y, String words) {
        add("<text transform=\"translate(%.1f %.1f) rotate(-90)\" class=\"mid\">%s</text>", x, y, escaped(words));
    }

    static String place(double x, double y) {
        return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
    }

    /// @param says the picture in a sentence, for those who do not see it
    String svg(String says) {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img">
                <title>%s</title>
                %s<rect x=".5" y=".5" width="%d" height="%d" rx="6" class="card"/>
                %s</svg>
                """.formatted(width, height, width, height, escaped(says), STYLE, width - 1, height - 1, elements);
    }

    private void add(String element, Object... parts) {
        elements.append(String.format(Locale.ROOT, element, parts)).append('\n');
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
