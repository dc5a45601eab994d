package io.llmlab.regression.detect.replay;

import io.llmlab.regression.detect.Detector;
import io.llmlab.regression.detect.Detectors;
import io.llmlab.regression.detect.Direction;
import io.llmlab.regression.detect.Measurement;
import io.llmlab.regression.detect.Outcome;
import io.llmlab.regression.detect.Outcome.Improved;
import io.llmlab.regression.detect.Outcome.Measured;
import io.llmlab.regression.detect.Outcome.Regressed;
import io.llmlab.regression.detect.Outcome.Shifted;
import io.llmlab.regression.detect.Outcome.Steady;
import io.llmlab.regression.detect.Recovery;
import io.llmlab.regression.detect.Settings;
import io.llmlab.regression.detect.Window;
import io.llmlab.regression.detect.scale.Observations;
import io.llmlab.regression.detect.segment.Segmenter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A series looked at after every run, as if its runs came in one by one.
///
/// An alarm is the opening of a finding, and while one is open there is no other. It closes when the series is back
/// within the baseline, or, as [NewLevel] says, when the new level has become normal. The runs of a finding that closed
/// because the series was back are no part of the baseline: one wild run in it would hide every change for a long
/// time.
public final class Replay {

    /// How far before the onset as it was told the new level may have begun.
    private static final int LONGEST_ONSET = 15;

    /// Runs that segmentation takes into account.
    private static final int SEGMENTED_RUNS = 200;

    private final Detector detector;
    private final Settings settings;
    private final Observations series;
    private final Direction direction;
    private final NewLevel newLevel;
    private final List<Alarm> alarms = new ArrayList<>();
    // Runs that count, since the baseline began; ascending.
    private List<Integer> kept = new ArrayList<>();
    private @Nullable Alarm open;

    private Replay(Detector detector, Settings settings, Observations series, Direction direction, NewLevel newLevel) {
        this.detector = detector;
        this.settings = settings;
        this.series = series;
        this.direction = direction;
        this.newLevel = newLevel;
    }

    /// @param direction [Direction#NONE] counts moves both ways, another one only those for the worse
    /// @return ascending
    public static List<Alarm> alarms(
            Detector detector, Settings settings, Observations series, Direction direction, NewLevel newLevel) {
        var replay = new Replay(detector, settings, series, direction, newLevel);
        for (var run = 0; run < series.length(); run++) {
            replay.look(run);
        }
        return List.copyOf(replay.alarms);
    }

    private void look(int run) {
        kept.add(run);
        var seen = seen();
        var outcome = detector.detect(window(seen), settings, direction);
        if (open != null) {
            close(open, run, outcome);
        } else if (outcome instanceof Regressed || outcome instanceof Shifted) {
            var place = ((Measured) outcome).measurement().changePoint();
            var onset = place == null ? Math.max(0, seen.size() - Window.RECENT_RUNS) : place;
            open = new Alarm(run, seen.get(onset), (Measured) outcome);
            alarms.add(open);
        }
    }

    /// The newest runs, and as many before them as count as normal: those of an open finding do not.
    private List<Integer> seen() {
        var recent = Math.max(0, kept.size() - Window.RECENT_RUNS);
        var onset = open == null ? Integer.MAX_VALUE : open.onset();
        var normal =
                kept.subList(0, recent).stream().filter(index -> index < onset).toList();
        return Stream.concat(
                        normal.subList(Math.max(0, normal.size() - Window.BASELINE_RUNS), normal.size()).stream(),
                        kept.subList(recent, kept.size()).stream())
                .toList();
    }

    private void close(Alarm finding, int run, Outcome outcome) {
        var accepted = newLevel == NewLevel.ACCEPTED ? newLevel(finding, run) : OptionalInt.empty();
        if (accepted.isPresent()) {
            kept = keptWhere(index -> index >= accepted.getAsInt());
            open = null;
        } else if (outcome instanceof Measured measured && isBack(measured)) {
            var recent = kept.get(Math.max(0, kept.size() - Window.RECENT_RUNS));
            kept = keptWhere(index -> index < finding.onset() || index >= recent);
            open = null;
        }
    }

    private List<Integer> keptWhere(IntPredicate counts) {
        return new ArrayList<>(kept.stream().filter(counts::test).toList());
    }

    /// By stronger evidence than it takes not to open one. In the service the series must also be within the warning
    /// threshold of the baseline.
    private boolean isBack(Measured outcome) {
        return switch (outcome) {
            case Improved _ -> true;
            case Regressed _, Shifted _ -> false;
            case Steady(var measured) ->
                Recovery.isLikely(measured, Detectors.controlsErrors(detector.name()))
                        && (newLevel == NewLevel.ACCEPTED || isNear(measured));
        };
    }

    private boolean isNear(Measurement measured) {
        return Recovery.isNear(measured, settings.severityThresholds().warning(), direction);
    }

    /// Where the level begins that the series has come to: a fall that goes on is none yet.
    private OptionalInt newLevel(Alarm finding, int run) {
        var from = Math.max(kept.getFirst(), run + 1 - SEGMENTED_RUNS);
        return Segmenter.segment(series.between(from, run + 1)).regimes().stream()
                .skip(1)
                .filter(regime -> regime.isFlat() && regime.points() >= settings.minDataPoints())
                .mapToInt(regime -> from + regime.from())
                .filter(onset -> onset > finding.onset() - LONGEST_ONSET)
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
