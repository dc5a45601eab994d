package io.llmlab.regression.confirm;

import io.llmlab.regression.series.MeasuredRun;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Repeats that are asked for: once for all series of a run that are suspected.
///
/// @param id told again with each repeat
record RepeatOrder(String id, int runs, String reason) {

    private static final String PREFIX = "confirm-run-";
    private static final int MOST_LABELS = 50;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_VALUE = 255;
    private static final int LONGEST_REASON = 2000;

    /// @param suspected one or more
    static RepeatOrder of(MeasuredRun run, List<Suspected> suspected) {
        var runs = suspected.stream()
                .mapToInt(one -> one.watch().confirmRuns())
                .max()
                .orElseThrow();
        return new RepeatOrder(PREFIX + run.id(), runs, reason(run, suspected, runs));
    }

    /// Whether this service asked for the run.
    static boolean isMine(@Nullable String requestId) {
        return requestId != null && requestId.startsWith(PREFIX);
    }

    private static String reason(MeasuredRun run, List<Suspected> suspected, int runs) {
        var moves = suspected.stream().map(RepeatOrder::move).collect(Collectors.joining(", "));
        var reason = "%s with run %d; %s whether it stays"
                .formatted(moves, run.id(), runs == 1 ? "one more run shows" : runs + " more runs show");
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON - 1) + "…";
    }

    private static String move(Suspected one) {
        var measured = one.measured();
        return "%s went from %.4g to %.4g"
                .formatted(one.series().metricName(), measured.baseline(), measured.current());
    }

    RunRequested event(MeasuredRun run) {
        return new RunRequested(
                id,
                run.model(),
                run.dataset().name(),
                run.circumstances().runConfig(),
                runs,
                reason,
                fitting(run.labels()));
    }

    private static Map<String, String> fitting(Map<String, String> labels) {
        return labels.entrySet().stream()
                .filter(label -> isText(label.getKey(), LONGEST_NAME) && isText(label.getValue(), LONGEST_VALUE))
                .limit(MOST_LABELS)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean isText(String text, int longest) {
        return !text.isBlank() && text.length() <= longest;
    }
}
