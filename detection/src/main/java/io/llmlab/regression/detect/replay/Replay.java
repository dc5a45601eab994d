package io.llmlab.regression.detect.replay;

import io.llmlab.regression.detect.Detector;
import io.llmlab.regression.detect.Direction;
import io.llmlab.regression.detect.Outcome;
import io.llmlab.regression.detect.Outcome.Improved;
import io.llmlab.regression.detect.Outcome.Measured;
import io.llmlab.regression.detect.Outcome.Regressed;
import io.llmlab.regression.detect.Outcome.Shifted;
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
/// within the baseline, or when enough runs are at the new level that segmentation names the change too: then that
/// level is the new normal, and the baseline begins there. The runs of a finding that closed because the series was
/// back are no part of the baseline: one wild run in it would hide every change for a long time.
public final class Replay {

    /// A look above this chance finds the series back within the baseline.
    private static final double BACK = .05;

    /// How far before the onset as it was told the new level may have begun.
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

    /// @param direction [Direction#NONE] counts moves both ways, another one only those for the worse
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
        var seen = seen();
        var outcome = detector.detect(window(seen), settings, direction);
        if (open != null) {
            close(open, run, outcome);
        } else if (outcome instanceof Regressed || outcome instanceof Shifted) {
            var place = ((Measured) outcome).measurement().changePoint();
            open = new Alarm(run, place == null ? run : seen.get(place), (Measured) outcome);
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
        return measured instanceof Improved || (chance == null ? measured instanceof Outcome.Steady : chance >= BACK);
    }

    /// Where the level begins that the series has come to: a fall that goes on is none yet.
    private OptionalInt newLevel(Alarm finding, int run) {
        var from = Math.max(kept.getFirst(), run + 1 - SEGMENTED_RUNS);
        var seen = Arrays.copyOfRange(series.values(), from, run + 1);
        return Segmenter.segment(seen, series.family()).regimes().stream()
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
