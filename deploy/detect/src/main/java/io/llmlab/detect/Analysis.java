package io.llmlab.detect;

import io.llmlab.regression.detect.Detector;
import io.llmlab.regression.detect.Detectors;
import io.llmlab.regression.detect.Direction;
import io.llmlab.regression.detect.Outcome.Measured;
import io.llmlab.regression.detect.Settings;
import io.llmlab.regression.detect.Window;
import io.llmlab.regression.detect.replay.Alarm;
import io.llmlab.regression.detect.replay.NewLevel;
import io.llmlab.regression.detect.replay.Replay;
import io.llmlab.regression.detect.scale.Observations;
import io.llmlab.regression.detect.segment.Segmentation;
import io.llmlab.regression.detect.segment.Segmenter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Looks at one series as the command line asks for.
///
/// No practical floor is applied: what a change of a bare number means in practice only its owner knows.
final class Analysis {

    private static final Settings SETTINGS = new Settings(
            null,
            Settings.USUAL_CONFIDENCE,
            Settings.USUAL_WINDOW,
            Settings.USUAL_BASELINE_DAYS,
            Settings.USUAL_MIN_DATA_POINTS,
            Settings.usual().severityThresholds(),
            Settings.USUAL_ALARM_RATE,
            0.0);

    private static final List<Integer> NEWEST = List.of(1, 3, 10);

    private Analysis() {}

    static Findings of(NamedSeries series, Arguments arguments) {
        var family = series.familyOr(arguments.family());
        var places = IntStream.range(0, series.values().length)
                .filter(at -> Double.isFinite(series.values()[at]))
                .toArray();
        var points = new Observations(
                Arrays.stream(places).mapToDouble(at -> series.values()[at]).toArray(),
                Arrays.stream(places).map(at -> series.samples()[at]).toArray(),
                family);
        var segmentation = Segmenter.segment(new Observations(series.values(), series.samples(), family));
        var turns = turns(segmentation, arguments.direction());
        var asked = arguments.replay() || !arguments.isDividing();
        var alarms = asked ? alarms(points, places, arguments) : null;
        return new Findings(
                series,
                arguments.method(),
                family,
                segmentation,
                turns,
                alarms == null || arguments.isDividing()
                        ? turns.stream().map(turn -> turn.change().index()).toList()
                        : alarms.stream().map(Alarm::onset).distinct().toList(),
                alarms,
                smallestVisible(points, arguments.direction()));
    }

    private static List<Turn> turns(Segmentation segmentation, Direction direction) {
        var regimes = segmentation.regimes();
        return IntStream.range(0, segmentation.changes().size())
                .mapToObj(at -> new Turn(segmentation.changes().get(at), regimes.get(at), regimes.get(at + 1)))
                .filter(turn -> direction == Direction.NONE || direction.isWorse(turn.to() - turn.from()))
                .toList();
    }

    private static List<Alarm> alarms(Observations points, int[] places, Arguments arguments) {
        var method = detector(arguments.method());
        return Replay.alarms(method, SETTINGS, points, arguments.direction(), NewLevel.ACCEPTED).stream()
                .map(alarm -> new Alarm(places[alarm.at()], places[alarm.onset()], alarm.outcome()))
                .toList();
    }

    private static Detector detector(String method) {
        return Detectors.named(method).orElseThrow();
    }

    private static Map<Integer, Double> smallestVisible(Observations points, Direction direction) {
        var newest = points.newest(Window.BASELINE_RUNS + Window.RECENT_RUNS);
        var recent = Math.max(0, newest.length() - Window.RECENT_RUNS);
        var window = new Window(
                Arrays.copyOf(newest.values(), recent),
                new double[recent],
                Arrays.copyOfRange(newest.values(), recent, newest.length()),
                0,
                newest.samples(),
                newest.family());
        var visible = new TreeMap<Integer, Double>();
        var auto = detector("auto");
        var outcome = auto.explained(auto.detect(window, SETTINGS, direction), window, SETTINGS, direction);
        if (outcome instanceof Measured measured) {
            for (var runs : NEWEST) {
                var key = "smallest_visible_%d_%s".formatted(runs, runs == 1 ? "run" : "runs");
                if (measured.measurement().details().get(key) instanceof Double least) {
                    visible.put(runs, least);
                }
            }
        }
        return visible;
    }
}
