package io.llmlab.platform.status;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Tells the other services whether this one can work. It always answers 200: the body is the report.
///
/// The probes on the management port say the same to an orchestrator; other services do not reach that port.
@Path("/internal/status")
class StatusResource {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Pool pool;

    StatusResource(Pool pool) {
        this.pool = pool;
    }

    /// @param status `healthy` or `unhealthy`: whether the service can do its work
    /// @param database `healthy` or `unhealthy`: whether its database answers within a second
    public record Status(String status, String database) {

        static Status of(boolean databaseAnswers) {
            var health = databaseAnswers ? "healthy" : "unhealthy";
            return new Status(health, health);
        }
    }

    @GET
    @Operation(hidden = true)
    public Uni<Status> status() {
        return pool.query("select 1")
                .execute()
                .replaceWith(true)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .invoke(failure -> Log.warnf("The database does not answer: %s", failure.toString()))
                .onFailure()
                .recoverWithItem(false)
                .map(Status::of);
    }
}
