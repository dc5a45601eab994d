package io.llmlab.platform.retention;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A kind of things that are forgotten when they are old.
public record KindView(
        @Schema(description = "What it is", examples = "samples")
        String kind,

        @Schema(description = "The table it lies in", examples = "sample")
        String table,

        @Schema(description = "How long it is kept", examples = "90")
        double days,

        @Nullable
        @Schema(
                description = "Rows that are older now, counted up to 10,000; null where they were cleaned up",
                examples = "4821")
        Long older,

        @Nullable @Schema(description = "Rows that were deleted; null where nothing was to be", examples = "4821")
        Long deleted,

        @Schema(description = "Whether there are more than counted, or left for the next time", examples = "false")
        boolean more,

        @Nullable
        @Schema(
                description = "Why it could not be counted or deleted just now",
                examples = "canceling statement due to lock timeout")
        String problem) {

    static KindView older(Kind kind, Amount amount) {
        return new KindView(kind.name(), kind.table(), days(kind), amount.rows(), null, amount.more(), null);
    }

    static KindView deleted(Kind kind, Amount amount) {
        return new KindView(kind.name(), kind.table(), days(kind), null, amount.rows(), amount.more(), null);
    }

    static KindView problem(Kind kind, Throwable failure) {
        return new KindView(
                kind.name(), kind.table(), days(kind), null, null, true, String.valueOf(failure.getMessage()));
    }

    private static double days(Kind kind) {
        return kind.kept().toSeconds() / 86_400.0;
    }
}
