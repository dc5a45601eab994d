package io.llmlab.alert.signal;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Why a metric moved, as far as regression-service could tell when it told of it. Bounded, so that a message
/// stays small; it holds names and settings of runs, never the text of a sample.
///
/// @param suspect `model`, `dataset`, `provider`, `harness` or `unknown`
/// @param reason why, in words
/// @param lastGood the run before the first bad one, or null where none is known
/// @param changed what is not the same in these two runs, at most [#MOST_CHANGES]
/// @param moreChanged how many more there were
@RegisterForReflection(ignoreNested = false)
public record Cause(
        String suspect,
        String reason,
        Onset onset,
        @Nullable RunAt lastGood,
        Peers otherModels,
        Peers otherDatasets,
        Peers sameProvider,
        List<Change> changed,
        int moreChanged) {

    public static final int MOST_CHANGES = 8;
    public static final int MOST_NAMES = 5;
    public static final int LONGEST_VALUE = 120;
    private static final int LONGEST_REASON = 500;
    private static final Set<String> SHARED = Set.of("dataset", "provider", "harness");

    /// A run and when it was made.
    public record RunAt(long runId, Instant timestamp) {}

    /// The first bad run, and the runs between which it lies with a probability of 95 %.
    public record Onset(long runId, Instant timestamp, RunAt earliest, RunAt latest) {}

    /// How many of those that could be compared moved at the same time.
    ///
    /// @param names of those that moved, at most [Cause#MOST_NAMES]
    public record Peers(int moved, int comparable, List<String> names) {

        public Peers {
            names = names.stream()
                    .limit(MOST_NAMES)
                    .map(name -> shortened(name, LONGEST_VALUE))
                    .toList();
        }
    }

    /// A part of a run's circumstances.
    ///
    /// @param before null where it was not there, like `after`
    /// @param pointsTo the suspect that it speaks for, or null
    public record Change(
            String part,
            @Nullable String before,
            @Nullable String after,
            @Nullable String pointsTo) {

        public Change {
            part = shortened(part, LONGEST_VALUE);
            before = before == null ? null : shortened(before, LONGEST_VALUE);
            after = after == null ? null : shortened(after, LONGEST_VALUE);
        }
    }

    public Cause {
        reason = shortened(reason, LONGEST_REASON);
        moreChanged += Math.max(0, changed.size() - MOST_CHANGES);
        changed = changed.stream().limit(MOST_CHANGES).toList();
    }

    /// Whether others than one model had it too.
    public boolean reachesBeyondTheModel() {
        return SHARED.contains(suspect);
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
