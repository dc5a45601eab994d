package io.llmlab.runner.schedule;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.runner.run.BenchmarkConfig;
import java.util.Map;

/// A job of the monitoring suite: a full look each night, and a quick one each hour.
///
/// @param items it asks at most
/// @param runsADay how often it is due in a day
record SuiteJob(String jobId, SuiteRequest.Pair pair, int items, int runsADay, ObjectNode scheduleParams) {

    private static final int FULL = 1000;
    private static final int QUICK = 100;
    private static final int LONGEST_ID = 100;
    private static final int HOURS = 24;

    /// At 02:00 in the scheduler's time zone.
    static SuiteJob daily(SuiteRequest.Pair pair) {
        return new SuiteJob(
                id(pair, "daily"), pair, FULL, 1, params().put("hour", 2).put("minute", 0));
    }

    /// At the full hour.
    static SuiteJob hourly(SuiteRequest.Pair pair) {
        return new SuiteJob(id(pair, "hourly"), pair, QUICK, HOURS, params().put("minute", 0));
    }

    /// A job of this name that is made a second time is the same one: the suite can be asked for again and again.
    JobRequest request() {
        var config = JsonNodeFactory.instance.objectNode().put("sample_size", items);
        return new JobRequest(
                jobId,
                pair.model(),
                pair.dataset(),
                BenchmarkConfig.of(config),
                ScheduleType.CRON,
                scheduleParams,
                true,
                1,
                true,
                null,
                0,
                null,
                null,
                null,
                Map.of("suite", "monitoring"));
    }

    /// @param itemCount of the data set
    int requestsARun(int itemCount) {
        return Math.min(items, itemCount);
    }

    private static ObjectNode params() {
        return JsonNodeFactory.instance.objectNode();
    }

    /// Job ids hold no slash, names of models do.
    private static String id(SuiteRequest.Pair pair, String kind) {
        var id = "%s_%s_%s".formatted(pair.model(), pair.dataset(), kind).replace('/', '-');
        if (id.length() > LONGEST_ID) {
            throw Invalid.inBody(
                    "/model_names",
                    "the job %s would have an id of %d characters, and at most %d are allowed; make its jobs by POST /scheduler/jobs"
                            .formatted(id, id.length(), LONGEST_ID));
        }
        return id;
    }
}
