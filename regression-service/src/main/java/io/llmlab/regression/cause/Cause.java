package io.llmlab.regression.cause;

import io.llmlab.regression.series.Position;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What is known about why a series got worse, as of now: series that are measured later may change it.
@Schema(name = "Cause")
public record Cause(
        Suspect suspect,
        @Schema(description = "Why, in words") String reason,

        @Schema(description = "The first bad run, and the runs between which it lies with a probability of 95 %")
        Began onset,

        @Schema(description = "The run before the first bad one; null: there is none") @Nullable
        RunPlace lastGood,

        @Schema(description = "What counts as the same time: its beginning")
        Instant windowFrom,

        @Schema(description = "Its end") Instant windowUntil,

        @Schema(description = "Other models on this dataset")
        Peers otherModels,

        @Schema(description = "Other datasets of this model")
        Peers otherDatasets,

        @Schema(description = "Other models of this provider, by model and dataset")
        Peers sameProvider,

        @Schema(description = "Models of other providers, by model and dataset")
        Peers otherProviders,

        @Schema(description = "What is not the same in the last good run and the first bad one")
        List<Change> changed) {

    /// A run by its place in the series.
    @Schema(name = "RunPlace")
    public record RunPlace(long runId, Instant timestamp) {
        static RunPlace of(Position position) {
            return new RunPlace(position.runId(), position.at());
        }
    }

    /// The first bad run.
    @Schema(name = "Onset")
    public record Began(long runId, Instant timestamp, RunPlace earliest, RunPlace latest) {
        static Began of(Onset onset) {
            return new Began(
                    onset.at().runId(), onset.at().at(), RunPlace.of(onset.earliest()), RunPlace.of(onset.latest()));
        }
    }

    static Cause of(Onset onset, Window window, Surroundings surroundings) {
        var verdict = surroundings.verdict();
        var lastGood = onset.lastGood();
        return new Cause(
                verdict.suspect(),
                verdict.reason(),
                Began.of(onset),
                lastGood == null ? null : RunPlace.of(lastGood),
                window.from(),
                window.until(),
                surroundings.otherModels(),
                surroundings.otherDatasets(),
                surroundings.sameProvider(),
                surroundings.otherProviders(),
                surroundings.changed());
    }
}
