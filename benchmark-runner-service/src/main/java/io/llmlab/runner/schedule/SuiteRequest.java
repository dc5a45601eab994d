package io.llmlab.runner.schedule;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Models that are to be watched from now on, each on each of the data sets.
///
/// @param datasets null: truthfulness, reasoning and knowledge, which every install has
/// @param dryRun whether only to say what would be made and what it would cost
/// @param warmUp baseline runs of each new job that start at once, so that there is something to compare with
record SuiteRequest(
        @NotEmpty(message = MODELS) @Size(max = MOST, message = MODELS)
        List<@NotBlank(message = "must name a model") String> modelNames,

        @Nullable @Size(min = 1, max = MOST, message = DATASETS)
        List<@NotBlank(message = "must name a data set") String> datasets,

        @Schema(defaultValue = "false") @Nullable Boolean dryRun,

        @Schema(defaultValue = "0") @Nullable @Min(value = 0, message = WARM_UP) @Max(value = 20, message = WARM_UP)
        Integer warmUp) {

    private static final int MOST = 50;
    private static final String MODELS = "must name 1 to 50 models";
    private static final String DATASETS = "must name 1 to 50 data sets, or be left out";
    private static final String WARM_UP = "must be 0 to 20";
    private static final List<String> STARTER_SETS = List.of("truthfulness", "reasoning", "knowledge");

    /// One model on one data set.
    record Pair(String model, String dataset) {}

    @JsonIgnore
    boolean isDry() {
        return requireNonNullElse(dryRun, false);
    }

    int warmUpRuns() {
        return requireNonNullElse(warmUp, 0);
    }

    List<Pair> pairs() {
        var chosen = requireNonNullElse(datasets, STARTER_SETS);
        return modelNames.stream()
                .distinct()
                .flatMap(model -> chosen.stream().distinct().map(dataset -> new Pair(model, dataset)))
                .toList();
    }

    /// The jobs of a pair, the daily one first.
    static Stream<SuiteJob> jobsOf(Pair pair) {
        return Stream.of(SuiteJob.daily(pair), SuiteJob.hourly(pair));
    }
}
