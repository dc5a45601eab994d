package io.llmlab.detect.picture;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;

/// What a chart shows in one direction.
///
/// @param low first number shown
/// @param high last number shown, above `low`
/// @param step between numbers that are written, above 0
/// @param format of a number, as for [String#format]
record Axis(double low, double high, double step, String format, String name) {

    private static final int PARTS = 5;

    /// Numbers of runs.
    static Axis ofRuns(int from, int until, String name) {
        return new Axis(from - .5, until - .5, Math.max(1, roundStep(until - from)), "%,.0f", name);
    }

    /// So that these fit in with some room.
    static Axis around(double[] values, String format, String name) {
        var low = Arrays.stream(values).min().orElseThrow();
        var high = Arrays.stream(values).max().orElseThrow();
        var room = .08 * (high - low);
        return new Axis(low - room, high + room, roundStep(high - low), format, name);
    }

    private static double roundStep(double range) {
        var rough = range / PARTS;
        var power = Math.pow(10, Math.floor(Math.log10(rough)));
        return power
                * DoubleStream.of(1, 2, 5, 10)
                        .filter(part -> part * power >= rough * .999)
                        .findFirst()
                        .orElse(10);
    }

    /// The numbers that are written.
    double[] ticks() {
        var first = (long) Math.ceil(low / step);
        var last = (long) Math.floor(high / step);
        return DoubleStream.iterate((double) first, at -> at <= last, at -> at + 1)
                .map(at -> at * step)
                .toArray();
    }

    String written(double number) {
        return String.format(Locale.ROOT, format, number);
    }

    /// Where a number lies, 0 to 1.
    double part(double number) {
        return Math.clamp((number - low) / (high - low), 0, 1);
    }
}
