package io.llmlab.regression.detect.replay;

import io.llmlab.regression.detect.Detector;
import io.llmlab.regression.detect.Direction;
import io.llmlab.regression.detect.Outcome;
import io.llmlab.regression.detect.Outcome.Measured;
import io.llmlab.regression.detect.Outcome.Regressed;
import io.llmlab.regression.detect.Outcome.Shifted;
import io.llmlab.regression.detect.Recovery;
import io.llmlab.regression.detect.Repeats;
import io.llmlab.regression.detect.Settings;
import io.llmlab.regression.detect.Window;
import io.llmlab.regression.detect.scale.Observations;
import io.llmlab.regression.detect.segment.Segmenter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
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
    private final History history;
    private final Direction direction;
    private final Handling handling;
    private final List<Alarm> alarms = new ArrayList<>();
    // Runs that count, since the baseline began; ascending.
    private List<Integer> kept = new ArrayList<>();
    private @Nullable Alarm suspected;
    private @Nullable Alarm open;

    private Replay(Detector detector, Settings settings, History history, Direction direction, Handling handling) {
        this.detector = detector;
        this.settings = settings;
        this.history = history;
        this.direction = direction;
        this.handling = handling;
    }

    /// What is found is told at once.
    ///
    /// @param direction [Direction#NONE] counts moves both ways, another one only those for the worse
    /// @return ascending
    public static List<Alarm> alarms(
            Detector detector, Settings settings, Observations series, Direction direction, NewLevel newLevel) {
        return alarms(detector, settings, History.of(series), direction, Handling.of(newLevel));
    }

    /// The same of a series of which more may be known, perhaps with confirmation: the runs that follow a suspected one
    /// are its repeats.
    public static List<Alarm> alarms(
            Detector detector, Settings settings, History history, Direction direction, Handling handling) {
        var replay = new Replay(detector, settings, history, direction, handling);
        for (var run = 0; run < history.runs(); run++) {
            replay.next(run);
        }
        return List.copyOf(replay.alarms);
    }

    private void next(int run) {
        kept.add(run);
        if (suspected == null) {
            look(run);
        } else if (run >= suspected.at() + handling.confirmRuns()) {
            decide(suspected, run);
        }
    }

    private void look(int run) {
        var seen = seen();
        var outcome = detect(seen);
        if (open != null) {
            close(open, run, outcome);
        } else if (isFound(outcome)) {
            found(alarm(run, seen, (Measured) outcome));
        }
    }

    private void found(Alarm alarm) {
        if (handling.confirmRuns() == 0) {
            tell(alarm);
        } else {
            suspected = alarm;
        }
    }

    private void tell(Alarm alarm) {
        open = alarm;
        alarms.add(alarm);
    }

    /// By all runs together, and by those after the suspected one alone. If it is none, the suspected runs are neither
    /// baseline nor new from then on.
    private void decide(Alarm suspicion, int run) {
        suspected = null;
        var together = endOf(suspicion.onset(), suspicion.onset());
        var outcome = detect(together);
        var repeated = window(endOf(suspicion.onset(), suspicion.at() + 1));
        if (isFound(outcome) && Repeats.show(repeated, detector, settings, direction)) {
            tell(alarm(run, together, (Measured) outcome));
        } else {
            kept = keptWhere(index -> index < suspicion.onset() || index > suspicion.at());
        }
    }

    private static boolean isFound(Outcome outcome) {
        return outcome instanceof Regressed || outcome instanceof Shifted;
    }

    private static Alarm alarm(int run, Seen seen, Measured outcome) {
        var place = outcome.measurement().changePoint();
        return new Alarm(run, place == null ? seen.newest().getFirst() : seen.run(place), outcome);
    }

    /// @param normal runs that count as normal
    private record Seen(List<Integer> normal, List<Integer> newest) {

        /// @param place among the normal runs, then the newest ones, as detectors count
        int run(int place) {
            return place < normal.size() ? normal.get(place) : newest.get(place - normal.size());
        }
    }

    /// The newest runs, and as many before them as count as normal: those of an open finding do not.
    private Seen seen() {
        var recent = kept.get(Math.max(0, kept.size() - Window.RECENT_RUNS));
        return endOf(open == null ? recent : Math.min(open.onset(), recent), recent);
    }

    /// @param normal runs before it count as normal
    /// @param from the first of the newest runs
    private Seen endOf(int normal, int from) {
        var before = kept.stream().filter(index -> index < normal).toList();
        var baseline = before.subList(Math.max(0, before.size() - Window.BASELINE_RUNS), before.size());
        return new Seen(baseline, kept.stream().filter(index -> index >= from).toList());
    }

    private void close(Alarm finding, int run, Outcome outcome) {
        var accepted = handling.newLevel() == NewLevel.ACCEPTED ? newLevel(finding, run) : OptionalInt.empty();
        if (accepted.isPresent()) {
            kept = keptWhere(index -> index >= accepted.getAsInt());
            open = null;
        } else if (isBack(outcome)) {
            var recent = kept.get(Math.max(0, kept.size() - Window.RECENT_RUNS));
            kept = keptWhere(index -> index < finding.onset() || index >= recent);
            open = null;
        }
    }

    private boolean isBack(Outcome outcome) {
        return handling.newLevel() == NewLevel.ACCEPTED
                ? Recovery.isQuiet(outcome, detector)
                : Recovery.isBack(outcome, detector, settings, direction);
    }

    private List<Integer> keptWhere(IntPredicate counts) {
        return new ArrayList<>(kept.stream().filter(counts::test).toList());
    }

    /// Where the level begins that the series has come to, its season aside: a fall that goes on is none yet.
    private OptionalInt newLevel(Alarm finding, int run) {
        var from = Math.max(kept.getFirst(), run + 1 - SEGMENTED_RUNS);
        var onset = Math.max(from, finding.onset());
        var seen = history.window(range(from, onset), range(onset, run + 1), onset);
        return Segmenter.segment(seen.withoutSeason()).regimes().stream()
                .skip(1)
                .filter(regime -> regime.isFlat() && regime.points() >= settings.minDataPoints())
                .mapToInt(regime -> from + regime.from())
                .filter(place -> place > finding.onset() - LONGEST_ONSET)
                .max();
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private Outcome detect(Seen seen) {
        return detector.detect(window(seen), settings, direction);
    }

    private Window window(Seen seen) {
        return history.window(seen.normal(), seen.newest(), open == null ? history.runs() : open.onset());
    }
}
