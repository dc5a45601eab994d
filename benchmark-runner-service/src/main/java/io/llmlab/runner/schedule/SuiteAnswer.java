package io.llmlab.runner.schedule;

import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What the monitoring suite consists of now, and what it will ask and cost.
///
/// @param createdJobs ids of the jobs that were made now; with a dry run of those that would be
/// @param existingJobs ids of those that were there already and stay as they are
/// @param jobs all of them, two a pair
/// @param costPerDay USD; null: the price of a model is unknown
/// @param warmUpRuns the runs that were started
@Schema(name = "MonitoringSuiteAnswer")
record SuiteAnswer(
        boolean dryRun,
        List<String> createdJobs,
        List<String> existingJobs,
        List<SuiteForecast> jobs,
        long requestsPerDay,
        @Nullable BigDecimal costPerDay,
        List<Long> warmUpRuns) {

    static SuiteAnswer of(boolean dryRun, List<SuiteForecast> jobs, List<Long> warmUpRuns) {
        return new SuiteAnswer(
                dryRun,
                ids(jobs, false),
                ids(jobs, true),
                jobs,
                jobs.stream().mapToLong(SuiteForecast::requestsPerDay).sum(),
                SuiteForecast.costOf(jobs),
                warmUpRuns);
    }

    private static List<String> ids(List<SuiteForecast> jobs, boolean existed) {
        return jobs.stream()
                .filter(job -> job.existed() == existed)
                .map(SuiteForecast::jobId)
                .toList();
    }
}
