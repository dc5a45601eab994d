package io.llmlab.gateway.health;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The health report.
///
/// @param problems one sentence for each thing that is wrong, for a person; empty when nothing is
@Schema(name = "Health")
public record HealthView(
        @Schema(description = "degraded: a service is away; unhealthy: the gateway itself cannot work")
        SystemHealth status,

        ComponentHealth database,

        @Schema(description = "Whether due jobs are fired: running, stopped, or unknown while the runner is away")
        Scheduler scheduler,

        Components components,

        @Schema(description = "Whether an alert reaches a person: through at least one configured channel")
        Notifications notifications,

        @Schema(description = "How far the dashboards' data is behind, in seconds")
        long readModelLagSeconds,

        @Schema(description = "What is wrong, one sentence each")
        List<String> problems,

        Instant timestamp) {

    /// Whether due jobs are fired.
    public enum Scheduler {
        RUNNING,
        STOPPED,
        UNKNOWN
    }

    /// The parts of the suite.
    @Schema(name = "HealthComponents")
    public record Components(
            ComponentHealth database,
            ComponentHealth scheduler,
            ComponentHealth regressionDetector,
            ComponentHealth alertManager) {}

    /// @param status `ok`, `nobody` (alerts are stored, but reach no one), or `unknown` while alert-service is away
    /// @param channels names of the configured channels that reach somebody
    @Schema(name = "HealthNotifications")
    public record Notifications(Reach status, List<String> channels, String detail) {}

    /// Whom alerts reach.
    public enum Reach {
        OK,
        NOBODY,
        UNKNOWN
    }
}
