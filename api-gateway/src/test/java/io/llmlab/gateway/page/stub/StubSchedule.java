package io.llmlab.gateway.page.stub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.gateway.page.stub.StubServer.Call;
import io.llmlab.gateway.page.stub.StubServer.StubProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Jobs, of which one is overdue and one is paused.
final class StubSchedule {

    private final StubMonth month;
    private final List<ObjectNode> jobs = new ArrayList<>();

    StubSchedule(StubMonth month) {
        this.month = month;
        jobs.add(job("nightly-gpt-x", "gpt-x", "gsm8k", -.5, true));
        jobs.add(job("nightly-claude-y", "claude-y", "code-eval", -.3, true));
        jobs.add(job("hourly-llama-local", "llama-local", "truthful-qa", .1, true)
                .put("last_status", "failed"));
        jobs.add(job("weekly-mistral-z", "mistral-z", "gsm8k", -3, false));
    }

    void install(StubServer server) {
        server.on("GET", "/scheduler/jobs", _ -> jobs);
        server.on("POST", "/scheduler/jobs", this::create);
        server.on("GET", "/scheduler/jobs/{}", this::job);
        server.on("PUT", "/scheduler/jobs/{}", call -> job(call).setAll((ObjectNode) call.body()));
        server.on("DELETE", "/scheduler/jobs/{}", call -> Map.of("message", "removed", "gone", jobs.remove(job(call))));
        server.on("POST", "/scheduler/jobs/{}/pause", call -> enable(call, false));
        server.on("POST", "/scheduler/jobs/{}/resume", call -> enable(call, true));
        server.on("POST", "/scheduler/jobs/{}/trigger", call -> {
            var job = job(call);
            return Map.of("message", "started", "job_id", job.path("job_id").asText(), "run_id", month.newestRun());
        });
        server.on("GET", "/scheduler/jobs/{}/firings", _ -> List.of());
        server.on("GET", "/scheduler/jobs/{}/next", this::next);
        server.on("POST", "/scheduler/preview", this::preview);
        server.on(
                "GET",
                "/scheduler/stats",
                _ -> Map.of(
                        "running",
                        true,
                        "total_jobs",
                        4,
                        "active_jobs",
                        3,
                        "paused_jobs",
                        1,
                        "next_run_times",
                        List.of()));
    }

    private ObjectNode job(String id, String model, String dataset, double dueDaysAgo, boolean enabled) {
        var job = StubServer.JSON.createObjectNode();
        job.put("job_id", id)
                .put("model_name", model)
                .put("dataset_name", dataset)
                .put("schedule_type", "cron")
                .put("updated_at", month.daysAgo(1).toString())
                .put("enabled", enabled)
                .put("timezone", "UTC")
                .put("next_run_time", enabled ? month.daysAgo(dueDaysAgo).toString() : null)
                .put("trigger", "cron[hour='2', minute='0']")
                .put("last_run_id", month.newestRun())
                .put("last_status", "completed");
        job.putObject("schedule_params").put("hour", 2).put("minute", 0);
        job.putObject("benchmark_config").put("scorer", "numeric").put("sample_size", 200);
        return job;
    }

    private ObjectNode job(Call call) throws StubProblem {
        return jobs.stream()
                .filter(job -> job.path("job_id").asText().equals(call.part(0)))
                .findFirst()
                .orElseThrow(() -> new StubProblem(404, "There is no job '%s'".formatted(call.part(0))));
    }

    private Object create(Call call) throws StubProblem {
        var id = call.body().path("job_id").asText();
        if (jobs.stream().anyMatch(job -> job.path("job_id").asText().equals(id))) {
            throw new StubProblem(409, "There is a job '%s' already".formatted(id));
        }
        jobs.add(((ObjectNode) call.body())
                .put("next_run_time", month.daysAgo(-.2).toString()));
        return Map.of("message", "created", "job_id", id);
    }

    private Object enable(Call call, boolean enabled) throws StubProblem {
        job(call)
                .put("enabled", enabled)
                .put("next_run_time", enabled ? month.daysAgo(-.4).toString() : null);
        return Map.of("message", enabled ? "resumed" : "paused");
    }

    private Object preview(Call call) throws StubProblem {
        if (call.body().path("schedule_params").path("hour").asInt() > 23) {
            throw new StubProblem(422, "hour must be 0 to 23");
        }
        return next(call, .4, 1);
    }

    private Object next(Call call) throws StubProblem {
        var job = job(call).path("job_id").asText();
        return job.startsWith("hourly") ? next(call, .02, 1 / 24.0) : next(call, .4, 1);
    }

    /// As many as are asked for, so many days from now and apart.
    private Object next(Call call, double first, double every) {
        var count = call.query("count").isEmpty() ? 10 : Integer.parseInt(call.query("count"));
        return Map.of(
                "next_run_times",
                IntStream.range(0, count)
                        .mapToObj(index -> month.daysAgo(-first - index * every).toString())
                        .toList());
    }
}
