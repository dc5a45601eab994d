package io.llmlab.gateway.proxy;

import static io.llmlab.gateway.proxy.Owner.ALERT;
import static io.llmlab.gateway.proxy.Owner.GATEWAY;
import static io.llmlab.gateway.proxy.Owner.REGRESSION;
import static io.llmlab.gateway.proxy.Owner.RUNNER;

import io.llmlab.gateway.proxy.Route.Kind;
import java.util.List;
import java.util.stream.Stream;

/// Every operation of the public surface, who answers it, and what a request has to show for it. What is not here is
/// not served.
///
/// A fixed path stands before one with a parameter in the same place: the first that fits is taken.
public final class RouteTable {

    public static final List<Route> ROUTES = Stream.of(
                    at("/", GATEWAY).open("GET"),
                    at("/health", GATEWAY).read("GET"),
                    at("/openapi", GATEWAY).open("GET"),
                    at("/client.py", GATEWAY).open("GET"),
                    at("/events", GATEWAY).stream().read("GET"),
                    at("/ui/session", GATEWAY).open("GET", "POST", "DELETE"),
                    at("/admin/api-keys", GATEWAY).admin("GET", "POST"),
                    at("/admin/api-keys/{id}", GATEWAY).admin("GET", "DELETE"),
                    at("/apply", GATEWAY).file().admin("POST"),
                    at("/admin/storage", GATEWAY).admin("GET"),
                    at("/admin/retention", GATEWAY).admin("GET", "POST"),
                    at("/admin/audit", GATEWAY).admin("GET"),
                    at("/admin/dead-letters", GATEWAY).admin("GET"),
                    at("/admin/dead-letters/{service}/{id}/replay", GATEWAY).admin("POST"),
                    at("/admin/dead-letters/{service}/{id}/discard", GATEWAY).admin("POST"),
                    at("/admin/read-model/rebuild", GATEWAY).admin("GET", "POST"),
                    at("/dashboard/overview", GATEWAY).read("GET"),
                    at("/dashboard/matrix", GATEWAY).read("GET"),
                    at("/dashboard/activity", GATEWAY).read("GET"),
                    at("/dashboard/model-performance/{id}", GATEWAY).read("GET"),
                    at("/stats/aggregated", GATEWAY).read("GET"),
                    at("/models", RUNNER).shared().read("GET").admin("POST"),
                    at("/models/{id}", RUNNER).shared().read("GET").admin("PUT", "DELETE"),
                    at("/models/{id}/check", RUNNER).operate("POST"),
                    at("/datasets", RUNNER).read("GET").operate("POST"),
                    at("/datasets/{name}", RUNNER).read("GET").operate("DELETE"),
                    at("/datasets/{name}/versions", RUNNER).read("GET"),
                    at("/benchmark-runs", RUNNER).shared().read("GET").operate("POST"),
                    at("/benchmark-runs/results", RUNNER).ingest("POST"),
                    at("/benchmark-runs/import", RUNNER).bulk().ingest("POST"),
                    at("/benchmark-runs/export", RUNNER).read("GET"),
                    at("/benchmark-runs/{id}", RUNNER).shared().read("GET").proven("PATCH"),
                    at("/benchmark-runs/{id}/verdict", GATEWAY).read("GET"),
                    at("/benchmark-runs/{id}/story", GATEWAY).read("GET"),
                    at("/benchmark-runs/{id}/log", RUNNER).read("GET"),
                    at("/benchmark-runs/{id}/metrics", RUNNER).shared().read("GET"),
                    at("/benchmark-runs/{id}/samples", RUNNER).read("GET"),
                    at("/benchmark-runs/{id}/samples/export", RUNNER).read("GET"),
                    at("/benchmark-runs/{id}/compare/{other}", REGRESSION).read("GET"),
                    at("/benchmark-runs/{id}/cancel", RUNNER).operate("POST"),
                    at("/benchmark-runs/{id}/retry", RUNNER).operate("POST"),
                    at("/benchmark-runs/{id}/exclude", RUNNER).operate("POST"),
                    at("/benchmark-runs/{id}/include", RUNNER).operate("POST"),
                    at("/executors", RUNNER).read("GET").admin("POST"),
                    at("/executors/{name}", RUNNER).read("GET").admin("PUT", "DELETE"),
                    at("/metrics/export", RUNNER).read("GET"),
                    at("/metrics/history", RUNNER).shared().read("GET"),
                    at("/scheduler/jobs", RUNNER).shared().read("GET").operate("POST"),
                    at("/scheduler/jobs/{job_id}", RUNNER).read("GET").operate("PUT", "DELETE"),
                    at("/scheduler/jobs/{job_id}/pause", RUNNER).operate("POST"),
                    at("/scheduler/jobs/{job_id}/resume", RUNNER).operate("POST"),
                    at("/scheduler/jobs/{job_id}/trigger", RUNNER).operate("POST"),
                    at("/scheduler/jobs/{job_id}/firings", RUNNER).read("GET"),
                    at("/scheduler/jobs/{job_id}/next", RUNNER).read("GET"),
                    at("/scheduler/preview", RUNNER).read("POST"),
                    at("/scheduler/monitoring-suite", RUNNER).operate("POST"),
                    at("/scheduler/stats", RUNNER).shared().read("GET"),
                    at("/regression-detection/analyze/{model_id}", REGRESSION).operate("POST"),
                    at("/regression-detection/trends/{model_id}", REGRESSION).read("GET"),
                    at("/regression-detection/summary", REGRESSION).shared().read("GET"),
                    at("/regression-detection/power", REGRESSION).read("GET"),
                    at("/regression-detection/configs", REGRESSION).read("GET").operate("POST"),
                    at("/regression-detection/configs/dry-run", REGRESSION).operate("POST"),
                    at("/regression-detection/configs/{id}", REGRESSION)
                            .read("GET")
                            .operate("PUT", "DELETE"),
                    at("/regression-detection/configs/{id}/versions", REGRESSION)
                            .read("GET"),
                    at("/regression-detection/results", REGRESSION).shared().read("GET"),
                    at("/regression-detection/results/{id}/accept", REGRESSION).operate("POST"),
                    at("/regression-detection/results/{id}/false-alarm", REGRESSION)
                            .operate("POST"),
                    at("/regression-detection/streams", REGRESSION).read("GET"),
                    at("/regression-detection/streams/comparable", REGRESSION)
                            .read("GET")
                            .operate("POST"),
                    at("/regression-detection/streams/comparable/{id}", REGRESSION)
                            .read("GET")
                            .operate("DELETE"),
                    at("/regression-detection/baselines", REGRESSION)
                            .read("GET")
                            .operate("POST"),
                    at("/regression-detection/baselines/{id}", REGRESSION)
                            .read("GET")
                            .operate("DELETE"),
                    at("/regression-detection/suspicions", REGRESSION).read("GET"),
                    at("/regression-detection/results/{id}", REGRESSION).read("GET"),
                    at("/alerts", ALERT).shared().read("GET"),
                    at("/alerts/statistics", ALERT).shared().read("GET"),
                    at("/alerts/{id}", ALERT).read("GET").operate("PUT"),
                    at("/alerts/{id}/notifications", ALERT).read("GET"),
                    at("/alerts/{id}/notifications/{n}/retry", ALERT).operate("POST"),
                    at("/alerts/{id}/timeline", ALERT).read("GET"),
                    at("/acknowledge/{link}", ALERT).page().proven("GET", "POST"),
                    at("/annotations", ALERT).read("GET").ingest("POST"),
                    at("/annotations/{id}", ALERT).read("GET").operate("PUT", "DELETE"),
                    at("/alert-rules", ALERT).read("GET").operate("POST"),
                    at("/alert-rules/preview", ALERT).read("POST"),
                    at("/alert-rules/{rule_id}", ALERT).read("GET").operate("PUT", "DELETE"),
                    at("/alert-rulings", ALERT).read("GET"),
                    at("/silences", ALERT).read("GET").operate("POST"),
                    at("/silences/{id}", ALERT).read("GET").operate("PUT", "DELETE"),
                    at("/mute-times", ALERT).read("GET").operate("POST"),
                    at("/mute-times/{id}", ALERT).read("GET").operate("PUT", "DELETE"),
                    at("/routes", ALERT).read("GET").operate("POST"),
                    at("/routes/{id}", ALERT).read("GET").operate("PUT", "DELETE"),
                    at("/notification-channels", ALERT).read("GET").admin("POST"),
                    at("/notification-channels/{name}", ALERT).read("GET").admin("PUT", "DELETE"),
                    at("/notification-channels/{name}/test", ALERT).operate("POST"),
                    at("/notification-channels/{name}/digest", ALERT)
                            .read("GET")
                            .operate("PUT", "DELETE"))
            .flatMap(Operations::routes)
            .toList();

    private RouteTable() {}

    private static Operations at(String template, Owner owner) {
        return new Operations(template, owner, Kind.PLAIN, List.of());
    }
}
