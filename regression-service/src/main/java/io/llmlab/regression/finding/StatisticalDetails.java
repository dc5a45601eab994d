package io.llmlab.regression.finding;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Every key that `statistical_details` may have, for readers of the contract: which ones are there depends on
/// the method and on what was found, and an absent one is not known or makes no sense there. Methods put them
/// together as they go, so nobody makes one of these.
@Schema(
        name = "StatisticalDetails",
        description = "Why a result says what it says. Which keys are there depends on the method; an absent one is not"
                + " known, or makes no sense for it. Numbers in the metric's unit are differences: 0.02 of an accuracy"
                + " is two points.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StatisticalDetails(
        @Schema(
                name = "test",
                description = "How it was tested: `windows_t` (newest 1, 2, 3, 5 and 10 runs),"
                        + " `segmentation` (regimes), `welch_t`, `mann_kendall` (drift), a test over"
                        + " the same items, or none for methods by threshold")
        @Nullable
        String test,

        @Schema(name = "reason", description = "Why nothing could be measured, in words") @Nullable
        String reason,

        @Schema(name = "points", description = "Runs that were looked at; with `needed`: the runs there are") @Nullable
        Integer points,

        @Schema(name = "needed", description = "Runs it takes to say anything; with them protection begins") @Nullable
        Integer needed,

        @Schema(name = "baseline_points", description = "Runs of the baseline") @Nullable
        Integer baselinePoints,

        @Schema(
                name = "baseline_first_run_id",
                description = "Oldest run of the baseline that the newest runs were compared with")
        @Nullable
        Long baselineFirstRunId,

        @Schema(
                name = "baseline_last_run_id",
                description = "Newest run of that baseline: the last one before what may have changed")
        @Nullable
        Long baselineLastRunId,

        @Schema(name = "recent_points", description = "Newest runs that were compared with the baseline") @Nullable
        Integer recentPoints,

        @Schema(
                name = "new_runs",
                description = "How many of the newest runs `current_value` is of: 1 to 10, or all of a regime")
        @Nullable
        Integer newRuns,

        @Schema(
                name = "t_statistic",
                description = "Standard errors between the newest runs and the baseline; the largest"
                        + " number stands for infinity")
        @Nullable
        Double tStatistic,

        @Schema(
                name = "welch_p_value",
                description =
                        "p-value of Welch's t-test for this window, 0 to 1; the result goes by the larger of it and"
                                + " `mann_whitney_p_value`, where so few runs let that one be small enough")
        @Nullable
        Double welchPValue,

        @Schema(
                name = "mann_whitney_p_value",
                description = "p-value of Mann and Whitney's test of the same runs, 0 to 1: by their ranks alone")
        @Nullable
        Double mannWhitneyPValue,

        @Schema(
                name = "windows",
                description = "How many of the newest runs each window had that was compared with the baseline; the one"
                        + " that decided has `recent_points`. They share the error by Holm's rule")
        @Nullable
        List<Integer> windows,

        @Schema(name = "z_statistic", description = "Standard errors by which the drift differs from none") @Nullable
        Double zStatistic,

        @Schema(name = "degrees_of_freedom", description = "Of the t distribution it was judged by") @Nullable
        Double degreesOfFreedom,

        @Schema(name = "alpha", description = "Error allowed: 1 - `statistical_confidence`, 0 to 1") @Nullable
        Double alpha,

        @Schema(
                name = "alarm_rate",
                description = "Error spent on this look, 0 to 0.1: a series without a change has so"
                        + " many false alarms a look, at most")
        @Nullable
        Double alarmRate,

        @Schema(name = "adjusted_p_value", description = "The p-value once all windows share its error (Holm), 0 to 1")
        @Nullable
        Double adjustedPValue,

        @Schema(
                name = "q_value",
                description = "The p-value judged together with all that the run gave rise to"
                        + " (Benjamini and Hochberg, or as is set), 0 to 1: a finding needs 0.05 or less, a"
                        + " critical one 0.01")
        @Nullable
        Double qValue,

        @Schema(
                name = "difference_low",
                description = "Lower end of the 95 % interval of current less baseline, in the metric's unit. By"
                        + " `change_point`, of a series without a change: of the newest runs, up to ten or"
                        + " `window_size`, less the others")
        @Nullable
        Double differenceLow,

        @Schema(name = "difference_high", description = "Upper end of it") @Nullable
        Double differenceHigh,

        @Schema(
                name = "drift_low",
                description = "Lower end of the 95 % interval of the drift over all runs looked at, in"
                        + " the metric's unit")
        @Nullable
        Double driftLow,

        @Schema(name = "drift_high", description = "Upper end of it") @Nullable
        Double driftHigh,

        @Schema(
                name = "smallest_visible_1_run",
                description = "The smallest change for the worse that one new run would show with a"
                        + " chance of 80 %, in the metric's unit: a smaller one could not have been"
                        + " seen")
        @Nullable
        Double smallestVisible1Run,

        @Schema(name = "smallest_visible_3_runs", description = "The same of three new runs") @Nullable
        Double smallestVisible3Runs,

        @Schema(
                name = "smallest_visible_10_runs",
                description = "The same of ten new runs; by `change_point`, of `window_size` if that is less")
        @Nullable
        Double smallestVisible10Runs,

        @Schema(
                name = "smallest_visible_drift",
                description = "The smallest drift for the worse over all runs looked at that would show with a chance"
                        + " of 80 %, in the metric's unit; the largest number stands for infinity: with so few runs,"
                        + " or such that resemble each other so much, none would")
        @Nullable
        Double smallestVisibleDrift,

        @Schema(
                name = "smallest_visible_paired",
                description = "The smallest change of the mean score that one new run would show with a"
                        + " chance of 80 %, item by item")
        @Nullable
        Double smallestVisiblePaired,

        @Schema(
                name = "autocorrelation",
                description = "How much a run resembles the one before it, -1 to 1; the test allows for" + " it")
        @Nullable
        Double autocorrelation,

        @Schema(
                name = "season",
                description =
                        "What was taken out of the runs before they were compared: what the hour of the `day` or the"
                                + " day of the `week` adds; absent where nothing shows that they add anything")
        @Nullable
        String season,

        @Schema(
                name = "sampling_error",
                description = "Standard error of the difference that the runs' samples alone make, in"
                        + " the metric's unit; 0: not known")
        @Nullable
        Double samplingError,

        @Schema(name = "baseline_std", description = "Standard deviation of the baseline's runs, in the metric's unit")
        @Nullable
        Double baselineStd,

        @Schema(name = "recent_std", description = "Standard deviation of the newest runs, in the metric's unit")
        @Nullable
        Double recentStd,

        @Schema(
                name = "improvement_p_value",
                description = "Chance of an improvement at least so large without a cause, 0 to 1: what an improvement"
                        + " is judged by, while `p_value` is always that of harm. Absent where the metric has no"
                        + " direction")
        @Nullable
        Double improvementPValue,

        @Schema(
                name = "rank_p_value",
                description = "Share of runs that are at least as bad as the newest, itself among them,"
                        + " 0 to 1: needs no assumption on the noise")
        @Nullable
        Double rankPValue,

        @Schema(
                name = "smallest_rank_p_value",
                description = "What `rank_p_value` and `mann_whitney_p_value` cannot fall below with so few runs")
        @Nullable
        Double smallestRankPValue,

        @Schema(name = "threshold", description = "Least change that counts, as a fraction of the baseline") @Nullable
        Double threshold,

        @Schema(name = "window_size", description = "Runs that were averaged as the baseline") @Nullable
        Integer windowSize,

        @Schema(
                name = "baseline_10th_percentile",
                description = "What one in ten runs of the baseline stays below, in the metric's unit")
        @Nullable
        Double baseline10thPercentile,

        @Schema(name = "baseline_50th_percentile", description = "Their median, in the metric's unit") @Nullable
        Double baseline50thPercentile,

        @Schema(
                name = "baseline_90th_percentile",
                description = "What one in ten runs of the baseline exceeds, in the metric's unit")
        @Nullable
        Double baseline90thPercentile,

        @Schema(
                name = "change_kind",
                description =
                        "How the last two regimes differ: `step` by their level, `slope` where one of them drifts")
        @Nullable
        String changeKind,

        @Schema(
                name = "change_sigma",
                description =
                        "The step between them in standard deviations of a single run, signed, on the scale of the"
                                + " metric's family")
        @Nullable
        Double changeSigma,

        @Schema(
                name = "onset_earliest",
                description =
                        "As `change_point_index`, of the first run that fits nearly as well as the beginning of the"
                                + " change, about 95 % sure")
        @Nullable
        Integer onsetEarliest,

        @Schema(name = "onset_latest", description = "The last such run") @Nullable
        Integer onsetLatest,

        @Schema(name = "change_points", description = "Where each regime but the first begins, as `change_point_index`")
        @Nullable
        List<Integer> changePoints,

        @Schema(
                name = "runs_excluded",
                description = "Runs since the oldest one that was looked at which a person excluded, of the newest"
                        + " thousand")
        @Nullable
        Integer runsExcluded,

        @Schema(
                name = "runs_left_out",
                description =
                        "Such runs that belong to a finding, or to a suspicion that nothing came of, and hence are"
                                + " no part of what is normal")
        @Nullable
        Integer runsLeftOut,

        @Schema(name = "spikes", description = "Single runs far outside of their regime, at most 20; no change points")
        @Nullable
        List<Integer> spikes,

        @Schema(
                name = "effective_points",
                description = "How many independent runs say as much as these, which resemble their neighbours")
        @Nullable
        Double effectivePoints,

        @Schema(name = "items", description = "Items that the newest run and those before it have in common") @Nullable
        Integer items,

        @Schema(
                name = "item_clusters",
                description =
                        "How many independent pieces of evidence they are: clusters of items that belong together;"
                                + " as many as items where none is known")
        @Nullable
        Integer itemClusters,

        @Schema(name = "items_lost", description = "Of these, items that scored lower than in any run before") @Nullable
        Integer itemsLost,

        @Schema(name = "items_gained", description = "Items that scored higher than in any run before") @Nullable
        Integer itemsGained,

        @Schema(name = "lost_items", description = "Keys of lost items, 16 hexadecimal digits each, at most 20")
        @Nullable
        List<String> lostItems,

        @Schema(
                name = "gained_items",
                description = "Keys of gained items, likewise at most 20: the harm where lower is better")
        @Nullable
        List<String> gainedItems,

        @Schema(name = "paired_runs", description = "Runs before it that the newest was compared with item by item")
        @Nullable
        Integer pairedRuns) {}
