package io.llmlab.detect;

import io.llmlab.regression.detect.replay.Alarm;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// A few lines a series, for people.
final class TextReport {

    private static final double LEAST_P = 1e-6;

    private TextReport() {}

    static void print(Answer answer, PrintStream out) {
        answer.entries().forEach((name, entry) -> {
            print(name, entry.findings(), out);
            if (entry.task() != null) {
                HarnessReport.lines(entry.task(), entry.findings(), entry.items())
                        .forEach(line -> out.println("  " + line));
            }
            out.println();
        });
        var changed = answer.entries().values().stream()
                .filter(entry -> !entry.findings().changePoints().isEmpty())
                .count();
        out.printf("%d of %d series changed.%n", changed, answer.entries().size());
    }

    private static void print(String name, Findings findings, PrintStream out) {
        var segmentation = findings.segmentation();
        out.printf(
                "%s  (%d points, %s)%n",
                name, segmentation.points(), findings.family().name().toLowerCase(Locale.ROOT));
        if (segmentation.missing() > 0) {
            out.printf("  nothing can be said yet: %d more points are needed%n", segmentation.missing());
        }
        findings.changes().forEach(turn -> out.println("  " + line(turn)));
        if (findings.changes().isEmpty() && segmentation.missing() == 0) {
            out.println("  no change");
        }
        if (!segmentation.spikes().isEmpty()) {
            out.println("  single points far out: " + indices(segmentation.spikes()));
        }
        var alarms = findings.alarms();
        if (alarms != null) {
            out.println(alarms.isEmpty() ? "  no alarm" : "  alarms after: " + alarms(alarms));
        }
        if (!findings.smallestVisible().isEmpty()) {
            out.println("  could not have been seen: a change under " + visible(findings.smallestVisible()));
        }
    }

    private static String line(Turn turn) {
        var change = turn.change();
        return "at %d (%d to %d): %s from %s to %s%s, %s"
                .formatted(
                        change.index(),
                        change.earliest(),
                        change.latest(),
                        change.kind().name().toLowerCase(Locale.ROOT),
                        number(turn.from()),
                        number(turn.to()),
                        Double.isFinite(turn.relative()) ? " (%+.1f %%)".formatted(100 * turn.relative()) : "",
                        chance(change.pValue()));
    }

    private static String chance(double pValue) {
        return pValue < LEAST_P ? "p < 0.000001" : String.format(Locale.ROOT, "p = %.2g", pValue);
    }

    private static String alarms(List<Alarm> alarms) {
        return alarms.stream()
                .map(alarm -> "%d (since %d)".formatted(alarm.at(), alarm.onset()))
                .collect(Collectors.joining(", "));
    }

    private static String indices(List<Integer> indices) {
        return indices.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String visible(Map<Integer, Double> smallest) {
        return smallest.entrySet().stream()
                .map(entry -> "%s in %d %s"
                        .formatted(number(entry.getValue()), entry.getKey(), entry.getKey() == 1 ? "run" : "runs"))
                .collect(Collectors.joining(", "));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 1000 ? "%,.0f" : "%.4g", value);
    }
}
