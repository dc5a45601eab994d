package io.llmlab.regression.dryrun;

import io.llmlab.regression.detect.Severity;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What settings would have found.
public record DryRunView(
        int analysisPeriodDays,

        @Schema(description = "Runs since then were looked at; runs before are baseline alone")
        Instant since,

        Totals totals,
        List<OfSeries> series) {

    @Schema(name = "DryRunTotals")
    public record Totals(
            @Schema(description = "Series that were replayed, once for each configuration that watches them")
            int series,

            @Schema(description = "Runs that were looked at, over all of these")
            long looks,

            int alarms,

            @Schema(description = "null: nothing was looked at") @Nullable
            Double alarmsPerThousandLooks,

            @Schema(description = "Watched series that were not replayed, because there are too many")
            int seriesLeftOut,

            @Schema(description = "Replays that were cut to the newest 1,000 runs")
            int seriesCut) {

        static Totals of(List<OfSeries> series, int seriesLeftOut) {
            var looks = series.stream().mapToLong(OfSeries::looks).sum();
            var alarms = series.stream().mapToInt(one -> one.alarms().size()).sum();
            return new Totals(
                    series.size(),
                    looks,
                    alarms,
                    looks == 0 ? null : Double.valueOf(1000.0 * alarms / looks),
                    seriesLeftOut,
                    (int) series.stream().filter(OfSeries::cut).count());
        }
    }

    @Schema(name = "DryRunSeries")
    public record OfSeries(
            long modelId,
            String datasetName,
            String metricType,
            String metricName,
            String stream,
            String detectionMethod,

            @Schema(description = "The stored configuration; null: one of the request") @Nullable
            Long configId,

            @Nullable Integer configVersion,

            @Schema(description = "Runs of the period that were looked at")
            int looks,

            @Schema(
                    description = "Those of them whose items are kept and were compared, where the metric is the mean"
                            + " score; the others were looked at by their values alone")
            int looksWithItems,

            @Schema(description = "Whether older runs of the period were not: there are more than 1,000")
            boolean cut,

            List<OneAlarm> alarms) {}

    @Schema(name = "DryRunAlarm")
    public record OneAlarm(
            @Schema(description = "The run after which it would have been raised")
            long runId,

            Instant timestamp,

            @Schema(description = "The first run of what it is about, as far as could be told then")
            long onsetRunId,

            Instant onsetTimestamp,
            Severity severity,

            double baselineValue,
            double currentValue,

            @Schema(description = "Signed fraction of the baseline; null: the baseline is 0") @Nullable
            Double changePercent,

            @Schema(description = "As in results; null: the method tests nothing") @Nullable
            Double pValue) {}
}
