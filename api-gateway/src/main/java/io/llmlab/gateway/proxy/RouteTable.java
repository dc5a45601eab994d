package io.llmlab.gateway.proxy;

import static io.llmlab.gateway.proxy.Owner.ALERT;
import static io.llmlab.gateway.proxy.Owner.GATEWAY;
import static io.llmlab.gateway.proxy.Owner.REGRESSION;
import static io.llmlab.gateway.proxy.Owner.RUNNER;

import io.llmlab.gateway.proxy.Route.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Every operation of the public surface and who answers it. What is not here is not served.
///
/// A fixed path stands before one with a parameter in the same place: the first that fits is taken.
public final class RouteTable {

    public static final List<Route> ROUTES = Stream.of(
                    on("/", GATEWAY, "GET"),
                    on("/health", GATEWAY, "GET"),
                    on("/openapi", GATEWAY, "GET"),
                    on("/events", GATEWAY, "GET"),
                    on("/dashboard/overview", GATEWAY, "GET"),
                    on("/dashboard/model-performance/{id}", GATEWAY, "GET"),
                    on("/models", RUNNER, "GET", "POST"),
                    on("/models/{id}", RUNNER, "GET", "PUT", "DELETE"),
                    on("/datasets", RUNNER, "GET", "POST"),
                    on("/datasets/{name}", RUNNER, "GET", "DELETE"),
                    on("/datasets/{name}/versions", RUNNER, "GET"),
                    on("/benchmark-runs", RUNNER, "GET", "POST"),
                    on("/benchmark-runs/results", RUNNER, "POST"),
                    Stream.of(new Route("POST", "/benchmark-runs/import", RUNNER, Kind.BULK)),
                    on("/benchmark-runs/{id}", RUNNER, "GET", "PATCH"),
                    on("/benchmark-runs/{id}/log", RUNNER, "GET"),
                    on("/benchmark-runs/{id}/metrics", RUNNER, "GET"),
                    on("/benchmark-runs/{id}/samples", RUNNER, "GET"),
                    on("/benchmark-runs/{id}/compare/{other}", REGRESSION, "GET"),
                    on("/benchmark-runs/{id}/cancel", RUNNER, "POST"),
                    on("/benchmark-runs/{id}/retry", RUNNER, "POST"),
                    on("/benchmark-runs/{id}/exclude", RUNNER, "POST"),
                    on("/benchmark-runs/{id}/include", RUNNER, "POST"),
                    on("/executors", RUNNER, "GET", "POST"),
                    on("/executors/{name}", RUNNER, "GET", "PUT", "DELETE"),
                    on("/metrics/history", RUNNER, "GET"),
                    on("/scheduler/jobs", RUNNER, "GET", "POST"),
                    on("/scheduler/jobs/{job_id}", RUNNER, "GET", "PUT", "DELETE"),
                    on("/scheduler/jobs/{job_id}/pause", RUNNER, "POST"),
                    on("/scheduler/jobs/{job_id}/resume", RUNNER, "POST"),
                    on("/scheduler/jobs/{job_id}/trigger", RUNNER, "POST"),
                    on("/scheduler/jobs/{job_id}/firings", RUNNER, "GET"),
                    on("/scheduler/jobs/{job_id}/next", RUNNER, "GET"),
                    on("/scheduler/preview", RUNNER, "POST"),
                    on("/scheduler/monitoring-suite", RUNNER, "POST"),
                    on("/scheduler/stats", RUNNER, "GET"),
                    on("/regression-detection/analyze/{model_id}", REGRESSION, "POST"),
                    on("/regression-detection/trends/{model_id}", REGRESSION, "GET"),
                    on("/regression-detection/summary", REGRESSION, "GET"),
                    on("/regression-detection/power", REGRESSION, "GET"),
                    on("/regression-detection/configs", REGRESSION, "GET", "POST"),
                    on("/regression-detection/configs/dry-run", REGRESSION, "POST"),
                    on("/regression-detection/configs/{id}", REGRESSION, "GET", "PUT", "DELETE"),
                    on("/regression-detection/configs/{id}/versions", REGRESSION, "GET"),
                    on("/regression-detection/results", REGRESSION, "GET"),
                    on("/regression-detection/results/{id}/accept", REGRESSION, "POST"),
                    on("/regression-detection/results/{id}/false-alarm", REGRESSION, "POST"),
                    on("/regression-detection/streams", REGRESSION, "GET"),
                    on("/regression-detection/streams/comparable", REGRESSION, "GET", "POST"),
                    on("/regression-detection/streams/comparable/{id}", REGRESSION, "GET", "DELETE"),
                    on("/regression-detection/baselines", REGRESSION, "GET", "POST"),
                    on("/regression-detection/baselines/{id}", REGRESSION, "GET", "DELETE"),
                    on("/regression-detection/suspicions", REGRESSION, "GET"),
                    on("/regression-detection/results/{id}", REGRESSION, "GET"),
                    on("/alerts", ALERT, "GET"),
                    on("/alerts/statistics", ALERT, "GET"),
                    on("/alerts/{id}", ALERT, "GET", "PUT"),
                    on("/alerts/{id}/notifications", ALERT, "GET"),
                    on("/alerts/{id}/notifications/{n}/retry", ALERT, "POST"),
                    on("/alerts/{id}/timeline", ALERT, "GET"),
                    page("/acknowledge/{link}", ALERT, "GET", "POST"),
                    on("/annotations", ALERT, "GET", "POST"),
                    on("/annotations/{id}", ALERT, "GET", "PUT", "DELETE"),
                    on("/alert-rules", ALERT, "GET", "POST"),
                    on("/alert-rules/{rule_id}", ALERT, "GET", "PUT", "DELETE"),
                    on("/silences", ALERT, "GET", "POST"),
                    on("/silences/{id}", ALERT, "GET", "PUT", "DELETE"),
                    on("/mute-times", ALERT, "GET", "POST"),
                    on("/mute-times/{id}", ALERT, "GET", "PUT", "DELETE"),
                    on("/routes", ALERT, "GET", "POST"),
                    on("/routes/{id}", ALERT, "GET", "PUT", "DELETE"),
                    on("/notification-channels", ALERT, "GET", "POST"),
                    on("/notification-channels/{name}", ALERT, "GET", "PUT", "DELETE"),
                    on("/notification-channels/{name}/test", ALERT, "POST"),
                    on("/notification-channels/{name}/digest", ALERT, "GET", "PUT", "DELETE"))
            .flatMap(routes -> routes)
            .toList();

    private RouteTable() {}

    private static Stream<Route> page(String template, Owner owner, String... methods) {
        return Arrays.stream(methods).map(method -> new Route(method, template, owner, Kind.PAGE));
    }

    private static Stream<Route> on(String template, Owner owner, String... methods) {
        return Arrays.stream(methods).map(method -> new Route(method, template, owner, Kind.PLAIN));
    }
}
