package io.llmlab.runner.schedule;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a job of the monitoring suite will ask, cost and see.
///
/// @param existed whether there is a job of this id already; it stays as it is
/// @param requestsPerRun items asked in one run
/// @param costPerDay USD at the model's prices; null: a price is unknown
/// @param tokensFrom `past_runs`: mean of what runs of this model on this data set used; `text_length`: four
///     characters a token, and 250 tokens of answer
/// @param smallestVisibleDrop of accuracy that one run shows beside one other on the same items, as a difference
///     of shares; null where not even the loss of every item would be sure enough
@Schema(name = "MonitoringSuiteJob")
record SuiteForecast(
        String jobId,
        String modelName,
        String datasetName,
        boolean existed,
        int requestsPerRun,
        int requestsPerDay,
        @Nullable BigDecimal costPerDay,
        String tokensFrom,
        @Nullable Double smallestVisibleDrop) {

    private static final int CENTS_OF_CENTS = 4;

    static SuiteForecast of(
            SuiteJob job, boolean existed, int itemCount, TokenUse use, @Nullable BigDecimal perRequest) {
        var items = job.requestsARun(itemCount);
        var requests = items * job.runsADay();
        return new SuiteForecast(
                job.jobId(),
                job.pair().model(),
                job.pair().dataset(),
                existed,
                items,
                requests,
                perRequest == null ? null : rounded(perRequest.multiply(BigDecimal.valueOf(requests))),
                use.source(),
                VisibleDrop.of(items));
    }

    /// A sum of which a part is unknown is unknown.
    static @Nullable BigDecimal costOf(List<SuiteForecast> jobs) {
        if (jobs.stream().map(SuiteForecast::costPerDay).anyMatch(Objects::isNull)) {
            return null;
        }
        return jobs.stream()
                .map(job -> Objects.requireNonNull(job.costPerDay()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal rounded(BigDecimal cost) {
        return cost.setScale(CENTS_OF_CENTS, RoundingMode.HALF_UP);
    }
}
