package io.llmlab.gateway.health;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.gateway.event.Freshness;
import io.llmlab.gateway.health.HealthView.Components;
import io.llmlab.gateway.health.HealthView.Notifications;
import io.llmlab.gateway.health.HealthView.Reach;
import io.llmlab.gateway.health.HealthView.Scheduler;
import io.llmlab.gateway.health.Probes.Findings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// Says how the suite is, from what its parts say of themselves.
@ApplicationScoped
public class HealthService {

    private final Probes probes;
    private final Freshness freshness;
    private final Clock clock;

    HealthService(Probes probes, Freshness freshness, Clock clock) {
        this.probes = probes;
        this.freshness = freshness;
        this.clock = clock;
    }

    public Uni<HealthView> report() {
        return probes.look().map(this::judge);
    }

    private HealthView judge(Findings findings) {
        var components = new Components(
                health(findings.database()),
                scheduler(findings),
                health(Findings.isHealthy(findings.regression())),
                health(Findings.isHealthy(findings.alert())));
        var notifications = Audience.of(findings.channels());
        return new HealthView(
                overall(components),
                components.database(),
                running(findings.schedule()),
                components,
                notifications,
                freshness.lag().toSeconds(),
                problems(components, notifications, findings.channels()),
                clock.instant());
    }

    private SystemHealth overall(Components components) {
        if (components.database() == ComponentHealth.UNHEALTHY) {
            return SystemHealth.UNHEALTHY;
        }
        var away = List.of(components.scheduler(), components.regressionDetector(), components.alertManager())
                .contains(ComponentHealth.UNHEALTHY);
        return away || !freshness.isConnected() ? SystemHealth.DEGRADED : SystemHealth.HEALTHY;
    }

    private List<String> problems(Components components, Notifications notifications, JsonNode channels) {
        var problems = new ArrayList<String>();
        note(problems, components.database(), "The gateway's database does not answer");
        note(problems, components.scheduler(), "benchmark-runner-service does not work: nothing is run or scheduled");
        note(problems, components.regressionDetector(), "regression-service does not work: runs are evaluated later");
        note(problems, components.alertManager(), "alert-service does not work: alerts are raised later");
        if (components.scheduler() == ComponentHealth.DISABLED) {
            problems.add("The scheduler is stopped: no job fires");
        }
        if (!freshness.isConnected()) {
            problems.add("Kafka cannot be reached: events wait where they arose");
        }
        if (notifications.status() == Reach.NOBODY) {
            problems.add(notifications.detail());
        }
        problems.addAll(Audience.warnings(channels));
        problems.addAll(Audience.silenced(channels));
        return problems;
    }

    private static void note(List<String> problems, ComponentHealth health, String sentence) {
        if (health == ComponentHealth.UNHEALTHY) {
            problems.add(sentence);
        }
    }

    private static ComponentHealth health(boolean works) {
        return works ? ComponentHealth.HEALTHY : ComponentHealth.UNHEALTHY;
    }

    private static ComponentHealth scheduler(Findings findings) {
        if (!Findings.isHealthy(findings.runner())) {
            return ComponentHealth.UNHEALTHY;
        }
        return switch (running(findings.schedule())) {
            case RUNNING -> ComponentHealth.HEALTHY;
            case STOPPED -> ComponentHealth.DISABLED;
            case UNKNOWN -> ComponentHealth.UNHEALTHY;
        };
    }

    private static Scheduler running(JsonNode schedule) {
        if (!schedule.path("running").isBoolean()) {
            return Scheduler.UNKNOWN;
        }
        return schedule.path("running").booleanValue() ? Scheduler.RUNNING : Scheduler.STOPPED;
    }
}
