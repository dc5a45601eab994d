package io.llmlab.alert.notify.email;

import io.llmlab.alert.notify.Facts;
import io.llmlab.alert.notify.Message;
import io.llmlab.alert.signal.History.Point;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Locale;

/// Draws a series at twice the size at which it is shown, for screens with many pixels.
final class SeriesDrawing {

    /// At which it is shown.
    static final int WIDTH = 560;

    static final int HEIGHT = 200;

    private static final int SCALE = 2;
    private static final int LEFT = 64;
    private static final int RIGHT = 14;
    private static final int TOP = 26;
    private static final int BOTTOM = 24;
    private static final int FONT_SIZE = 12;

    // No colors: a native image would hold objects of a library that must start with the program.
    private static final int PAPER = 0xffffff;
    private static final int INK = 0x3d444d;
    private static final int EDGE = 0xd0d7de;
    private static final int NORMAL = 0xdbe9f9;
    private static final int BASELINE = 0x1a56b0;
    private static final int BEFORE = 0x57606a;
    private static final int AFTER = 0xb3261e;

    private final Graphics2D graphics;
    private final SeriesScale scale;
    private final Message.Chart chart;
    private final boolean words;

    private SeriesDrawing(Graphics2D graphics, Message.Chart chart, boolean words) {
        this.graphics = graphics;
        this.chart = chart;
        this.words = words;
        this.scale = SeriesScale.of(chart, LEFT, WIDTH - RIGHT, TOP, HEIGHT - BOTTOM);
    }

    static BufferedImage of(Message.Chart chart, boolean words) {
        var image = new BufferedImage(WIDTH * SCALE, HEIGHT * SCALE, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        try {
            graphics.scale(SCALE, SCALE);
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            new SeriesDrawing(graphics, chart, words).draw();
            return image;
        } finally {
            graphics.dispose();
        }
    }

    private void draw() {
        color(PAPER);
        graphics.fill(new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        normal();
        frame();
        onset();
        series();
        if (words) {
            words();
        }
    }

    private void normal() {
        scale.normal().ifPresent(band -> {
            color(NORMAL);
            graphics.fill(new Rectangle2D.Double(
                    LEFT, scale.y(band.high()), WIDTH - LEFT - RIGHT, scale.y(band.low()) - scale.y(band.high())));
        });
        color(BASELINE);
        graphics.setStroke(dashed());
        graphics.draw(new Line2D.Double(LEFT, scale.y(chart.baseline()), WIDTH - RIGHT, scale.y(chart.baseline())));
    }

    private void frame() {
        color(EDGE);
        graphics.setStroke(new BasicStroke(1));
        graphics.draw(new Rectangle2D.Double(LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM));
    }

    private void onset() {
        scale.onset().ifPresent(x -> {
            color(AFTER);
            graphics.setStroke(dashed());
            graphics.draw(new Line2D.Double(x, TOP, x, HEIGHT - BOTTOM));
        });
    }

    private void series() {
        var points = chart.points();
        var path = new Path2D.Double();
        for (int run = 0; run < points.size(); run++) {
            var y = scale.y(points.get(run).value());
            if (run == 0) {
                path.moveTo(scale.x(run), y);
            } else {
                path.lineTo(scale.x(run), y);
            }
        }
        color(BEFORE);
        graphics.setStroke(new BasicStroke(1.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(path);
        for (int run = 0; run < points.size(); run++) {
            dot(run, points.get(run));
        }
    }

    private void dot(int run, Point point) {
        var radius = chart.points().size() > 40 ? 2.5 : 3.5;
        color(scale.isAfterOnset(point) ? AFTER : BEFORE);
        graphics.fill(
                new Ellipse2D.Double(scale.x(run) - radius, scale.y(point.value()) - radius, 2 * radius, 2 * radius));
    }

    private void words() {
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, FONT_SIZE));
        color(INK);
        leftOf(scale.highest());
        leftOf(scale.lowest());
        write(Facts.time(chart.points().getFirst().at()), LEFT, HEIGHT - 7.0);
        var last = Facts.time(chart.points().getLast().at());
        write(last, WIDTH - RIGHT - width(last), HEIGHT - 7.0);
        color(BASELINE);
        if (scale.hasRoomForBaseline()) {
            leftOf(chart.baseline());
        }
        write("baseline " + number(chart.baseline()), LEFT, TOP - 9.0);
        color(AFTER);
        scale.onset().ifPresent(this::writeOnset);
    }

    private void writeOnset(double x) {
        var text = chart.onset() == null ? "" : "since " + Facts.time(chart.onset());
        write(text, Math.clamp(x - width(text) / 2.0, LEFT + 110.0, WIDTH - RIGHT - width(text) + 0.0), TOP - 9.0);
    }

    private void leftOf(double value) {
        var text = number(value);
        write(text, LEFT - 8.0 - width(text), scale.y(value) + 4);
    }

    private void color(int rgb) {
        graphics.setColor(new Color(rgb));
    }

    private void write(String text, double x, double y) {
        graphics.drawString(text, (float) x, (float) y);
    }

    private int width(String text) {
        return graphics.getFontMetrics().stringWidth(text);
    }

    private static String number(double value) {
        var size = Math.abs(value);
        if (size >= 100_000) {
            return String.format(Locale.ROOT, "%.2g", value);
        }
        return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 1 ? "%.2f" : "%.3f", value);
    }

    private static BasicStroke dashed() {
        return new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {5, 4}, 0);
    }
}
