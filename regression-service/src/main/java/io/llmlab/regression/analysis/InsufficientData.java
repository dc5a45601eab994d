package io.llmlab.regression.analysis;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a series lacks that is too short to be judged, and what comes with it.
public record InsufficientData(
        @Schema(description = "Runs until it is looked at") int missingRuns,

        @Schema(
                description = "When these will be there, by the usual interval between its runs; null: nobody knows,"
                        + " because there is one run, or because runs of a pinned baseline are missing")
        @Nullable
        Instant protectionBegins,

        @Schema(
                description = "Least change for the worse that one run will then show with a chance of 80 %, in the"
                        + " metric's unit; null: not known of this method, before there are two runs, or where"
                        + " the items are too few to show any")
        @Nullable
        Double smallestVisible,

        @Schema(
                description = "Whether that run is compared item by item; smallest_visible then goes by one item in"
                        + " twenty that is answered differently without a change")
        boolean paired) {}
