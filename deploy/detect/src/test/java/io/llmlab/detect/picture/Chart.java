package io.llmlab.detect.picture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Runs in their order, and what a method makes of them.
final class Chart {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 340;
    private static final double LEFT = 74;
    private static final double RIGHT = 744;
    private static final double TOP = 62;
    private static final double BOTTOM = 290;
    private static final double LEGEND = 46;

    private final String title;
    private final Axis across;
    private final Axis up;
    private final Page page = new Page(WIDTH, HEIGHT);
    // What each ink and form of a mark means, in the order of their first use.
    private final Map<String, String> legend = new LinkedHashMap<>();
    private final List<Runnable> marks = new ArrayList<>();

    Chart(String title, Axis across, Axis up) {
        this.title = title;
        this.across = across;
        this.up = up;
    }

    /// A shaded stretch of runs.
    Chart stretch(double fromX, double toX, Ink ink, String means) {
        return band(fromX, toX, up.low(), up.high(), ink, means);
    }

    /// A shaded field.
    Chart band(double fromX, double toX, double low, double high, Ink ink, String means) {
        legend.put("band " + ink.css(), means);
        marks.add(() -> page.rectangle(
                x(fromX), y(high), x(toX) - x(fromX), Math.max(2, y(low) - y(high)), "band " + ink.css()));
        return this;
    }

    /// A line through these places, x and y by turns.
    ///
    /// @param form `dash `, `thin ` or none
    /// @param means empty: it explains itself
    Chart line(Ink ink, String form, String means, double... places) {
        var css = "line " + form + ink.css();
        legend.put(css, means);
        marks.add(() -> page.path(
                IntStream.range(0, places.length / 2)
                        .mapToObj(at -> Page.place(x(places[2 * at]), y(places[2 * at + 1])))
                        .collect(Collectors.joining(" ")),
                css));
        return this;
    }

    /// An upright line.
    Chart moment(double at, Ink ink, String means) {
        return line(ink, "dash ", means, at, up.low(), at, up.high());
    }

    /// The runs from `from` on.
    Chart runs(int from, double... values) {
        var places = new double[2 * values.length];
        for (var run = 0; run < values.length; run++) {
            places[2 * run] = (double) from + run;
            places[2 * run + 1] = values[run];
        }
        line(Ink.RUNS, "thin ", "runs", places);
        marks.add(() -> {
            for (var run = 0; run < values.length; run++) {
                page.circle(x((double) from + run), y(values[run]), 2.4, "dot " + Ink.RUNS.css());
            }
        });
        return this;
    }

    /// A run that is pointed at.
    Chart ring(double at, double value, Ink ink, String means) {
        legend.put("ring " + ink.css(), means);
        marks.add(() -> page.circle(x(at), y(value), 6, "ring " + ink.css()));
        return this;
    }

    String svg(String says) {
        page.text(16, 25, "head", title);
        axes();
        marks.forEach(Runnable::run);
        explain();
        return page.svg(says);
    }

    private void axes() {
        for (var tick : up.ticks()) {
            page.line(LEFT, y(tick), RIGHT, y(tick), "grid");
            page.text(LEFT - 8, y(tick) + 4, "end", up.written(tick));
        }
        for (var tick : across.ticks()) {
            page.text(x(tick), BOTTOM + 18, "mid", across.written(tick));
        }
        page.line(LEFT, BOTTOM, RIGHT, BOTTOM, "grid");
        page.text((LEFT + RIGHT) / 2, BOTTOM + 38, "mid", across.name());
        page.upright(18, (TOP + BOTTOM) / 2, up.name());
    }

    private void explain() {
        var at = 16.0;
        legend.values().removeIf(String::isEmpty);
        for (var entry : legend.entrySet()) {
            swatch(at, entry.getKey());
            page.text(at + 24, LEGEND + 4, "key", entry.getValue());
            at += 40 + 6.2 * entry.getValue().length();
        }
    }

    private void swatch(double at, String css) {
        if (css.startsWith("band")) {
            page.rectangle(at, LEGEND - 6, 18, 12, css);
        } else if (css.startsWith("ring")) {
            page.circle(at + 9, LEGEND, 5, css);
        } else {
            page.line(at, LEGEND, at + 18, LEGEND, css);
        }
    }

    private double x(double number) {
        return LEFT + across.part(number) * (RIGHT - LEFT);
    }

    private double y(double number) {
        return BOTTOM - up.part(number) * (BOTTOM - TOP);
    }
}
