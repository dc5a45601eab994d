package io.llmlab.gateway.apply;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a file did, or would do.
@Schema(name = "Applied")
record ApplyView(
        @Schema(description = "true: nothing was changed, and it says what would be")
        boolean dryRun,

        int created,
        int changed,
        int unchanged,

        @Schema(description = "How many could not be applied; the others were")
        int failed,

        List<Result> results) {

    static ApplyView of(boolean dryRun, List<Result> results) {
        return new ApplyView(
                dryRun,
                count(results, Outcome.CREATED),
                count(results, Outcome.CHANGED),
                count(results, Outcome.UNCHANGED),
                count(results, Outcome.FAILED),
                results);
    }

    private static int count(List<Result> results, Outcome outcome) {
        return (int)
                results.stream().filter(result -> result.outcome() == outcome).count();
    }

    /// What became of an object.
    enum Outcome {
        CREATED,
        CHANGED,
        UNCHANGED,
        FAILED
    }

    /// What became of one object.
    @Schema(name = "AppliedObject")
    record Result(
            @Schema(examples = "rules") String kind,

            @Schema(examples = "accuracy_fell") String name,

            @Schema(description = "The line of the file where it begins; null for JSON") @Nullable
            Integer line,

            Outcome outcome,
            List<FieldChange> difference,

            @Schema(description = "Why it failed, in its owner's words; else null") @Nullable
            String reason) {

        static Result of(Wanted wanted, Outcome outcome, List<FieldChange> difference) {
            return new Result(wanted.kind().wire(), wanted.name(), lineOf(wanted), outcome, difference, null);
        }

        static Result failed(Wanted wanted, String reason) {
            return new Result(wanted.kind().wire(), wanted.name(), lineOf(wanted), Outcome.FAILED, List.of(), reason);
        }

        private static @Nullable Integer lineOf(Wanted wanted) {
            return wanted.line() > 0 ? wanted.line() : null;
        }
    }
}
