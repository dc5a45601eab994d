package io.llmlab.regression.detect.replay;

import io.llmlab.regression.detect.Detector;
import io.llmlab.regression.detect.Direction;
import io.llmlab.regression.detect.Measurement;
import io.llmlab.regression.detect.Outcome;
import io.llmlab.regression.detect.Outcome.Measured;
import io.llmlab.regression.detect.Outcome.Shifted;
import io.llmlab.regression.detect.Settings;
import io.llmlab.regression.detect.Window;
import io.llmlab.regression.detect.scale.Observations;
import io.llmlab.regression.detect.segment.Change;
import io.llmlab.regression.detect.segment.Segmenter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A series looked at after every run, as if its runs came in one by one.
///
/// An alarm is the opening of a finding, and while one is open there is no other. It closes when the series is back
/// within the baseline, or when enough runs are at the new level that segmentation names the change too: then that
/// level is the new normal, and the baseline begins there. The runs of a finding that closed because the series was
/// back are no part of the baseline: one wild run in it would hide every change for a long time.
public final class Replay {

    /// A look above this chance finds the series back within the baseline.
    private static final double BACK = .05;

    /// How far back the new level may have begun.
    private static final int LONGEST_ONSET = 15;

    /// Runs that segmentation takes into account.
    private static final int SEGMENTED_RUNS = 200;

    private final Detector detector;
    private final Settings settings;
    private final Observations series;
    private final Direction direction;
    private final List<Alarm> alarms = new ArrayList<>();
    // Runs that count, since the baseline began; ascending.
    private List<Integer> kept = new ArrayList<>();
    private @Nullable Alarm open;

    private Replay(Detector detector, Settings settings, Observations series, Direction direction) {
        this.detector = detector;
        this.settings = settings;
        this.series = series;
        this.direction = direction;
    }

    /// @param direction [Direction#NONE] counts moves both ways, another one only those for the worse. Those for the
    ///     better move the baseline all the same, and spend their half of the error
    /// @return ascending
    public static List<Alarm> alarms(Detector detector, Settings settings, Observations series, Direction direction) {
        var replay = new Replay(detector, settings, series, direction);
        for (var run = 0; run < series.length(); run++) {
            replay.look(run);
        }
        return List.copyOf(replay.alarms);
    }

    private void look(int run) {
        kept.add(run);
        var seen = kept.subList(Math.max(0, kept.size() - Window.BASELINE_RUNS - Window.RECENT_RUNS), kept.size());
        var outcome = detector.detect(window(seen), settings, Direction.NONE);
        if (open != null) {
            close(open, run, outcome);
        } else if (outcome instanceof Shifted shifted) {
            var place = shifted.measurement().changePoint();
            open = new Alarm(run, place == null ? run : seen.get(place), shifted);
            if (counts(shifted.measurement())) {
                alarms.add(open);
            }
        }
    }

    private boolean counts(Measurement moved) {
        return direction == Direction.NONE || direction.isWorse(moved.current() - moved.baseline());
    }

    private void close(Alarm finding, int run, Outcome outcome) {
        var accepted = newLevel(finding, run);
        if (accepted.isPresent()) {
            kept = keptWhere(index -> index >= accepted.getAsInt());
            open = null;
        } else if (outcome instanceof Measured measured && isBack(measured)) {
            kept = keptWhere(index -> index < finding.onset() || index == run);
            open = null;
        }
    }

    private List<Integer> keptWhere(IntPredicate counts) {
        return new ArrayList<>(kept.stream().filter(counts::test).toList());
    }

    private static boolean isBack(Measured measured) {
        var chance = measured.measurement().pValue();
        return chance == null ? measured instanceof Outcome.Steady : chance >= BACK;
    }

    private OptionalInt newLevel(Alarm finding, int run) {
        var from = Math.max(kept.getFirst(), run + 1 - SEGMENTED_RUNS);
        var seen = Arrays.copyOfRange(series.values(), from, run + 1);
        return Segmenter.segment(seen, series.family()).changes().stream()
                .mapToInt(Change::index)
                .map(index -> from + index)
                .filter(index -> index > finding.at() - LONGEST_ONSET)
                .filter(index -> run + 1 - index >= settings.minDataPoints())
                .max();
    }

    /// One run a day, as nothing is known of their times.
    private Window window(List<Integer> runs) {
        var values = runs.stream().mapToDouble(run -> series.values()[run]).toArray();
        var recent = Math.max(0, values.length - Window.RECENT_RUNS);
        return new Window(
                Arrays.copyOf(values, recent),
                IntStream.range(0, recent)
                        .mapToDouble(run -> recent - 1.0 - run)
                        .toArray(),
                Arrays.copyOfRange(values, recent, values.length),
                0,
                runs.stream().mapToInt(run -> series.samples()[run]).toArray(),
                series.family());
    }
}
