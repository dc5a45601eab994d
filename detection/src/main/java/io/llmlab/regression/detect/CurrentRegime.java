package io.llmlab.regression.detect;

import io.llmlab.regression.detect.scale.Observations;
import io.llmlab.regression.detect.segment.Segmentation;
import io.llmlab.regression.detect.segment.Segmenter;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// The regime that a series is in now, by segmentation: the patient look, which sees what is too small for windows of a
/// few runs, and since when.
///
/// In the whole stretch the noise is taken to be the same all the way, so a loud past or a steep one hides a change
/// among quiet runs. Therefore the newest part is divided once more by itself: the last regime, or the newest runs
/// where there is only one. Both divisions share the error (Bonferroni).
///
/// @param from index of its first run, by the division of the whole
/// @param turn the least likely last change of both divisions; absent where there is none
record CurrentRegime(int from, Optional<Turn> turn) {

    /// The newest runs that are divided by themselves: enough for a baseline and a change of a dozen runs.
    private static final int NEWEST_RUNS = 32;

    private static final int DIVISIONS = 2;

    /// Where a person pinned runs, these say what is normal: no regime begins after them, and how the newest runs got
    /// where they are is not asked.
    ///
    /// @param error chance of finding a change in a stable stretch, above 0 and below 1
    static CurrentRegime of(Window window, double error) {
        return window.pinned() == 0 ? ofRolling(window.observations(), error) : new CurrentRegime(0, Optional.empty());
    }

    private static CurrentRegime ofRolling(Observations stretch, double error) {
        var whole = segmented(stretch, error / DIVISIONS, 0);
        var changes = whole.changes();
        var regime = changes.isEmpty() ? 0 : changes.getLast().index();
        var part = changes.isEmpty() ? Math.max(0, stretch.length() - NEWEST_RUNS) : regime;
        var turn = Turn.last(whole, 0, DIVISIONS);
        if (part == 0) {
            return new CurrentRegime(regime, turn);
        }
        var newest = segmented(stretch.from(part), error / DIVISIONS, whole.correlation());
        return new CurrentRegime(
                regime,
                Stream.of(turn, Turn.last(newest, part, DIVISIONS))
                        .flatMap(Optional::stream)
                        .min(Comparator.comparingDouble(Turn::pValue)));
    }

    /// The runs that the newest ones are compared with, and these: those of the current regime if they are enough, as a
    /// former level is no baseline; else all.
    ///
    /// @param enough runs that it takes
    int startOfBaseline(Observations stretch, int enough) {
        return stretch.length() - from >= enough ? from : 0;
    }

    private static Segmentation segmented(Observations stretch, double error, double leastCorrelation) {
        return Segmenter.segment(stretch, error, leastCorrelation);
    }
}
