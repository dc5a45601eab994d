package io.llmlab.gateway.health;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.llmlab.gateway.proxy.Owner;
import io.llmlab.gateway.proxy.OwnerClient;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Asks each part of the suite how it is, all at once and briefly. Who does not answer in time does not work.
@ApplicationScoped
class Probes {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Pool pool;
    private final OwnerClient owners;

    Probes(Pool pool, OwnerClient owners) {
        this.pool = pool;
        this.owners = owners;
    }

    /// What the parts said; a missing node stands for no answer.
    record Findings(
            boolean database,
            JsonNode runner,
            JsonNode schedule,
            JsonNode regression,
            JsonNode alert,
            JsonNode channels) {

        static boolean isHealthy(JsonNode status) {
            return status.path("status").asText().equals("healthy");
        }
    }

    Uni<Findings> look() {
        return Uni.combine()
                .all()
                .unis(
                        database(),
                        ask(Owner.RUNNER, "/internal/status"),
                        ask(Owner.RUNNER, "/scheduler/stats"),
                        ask(Owner.REGRESSION, "/internal/status"),
                        ask(Owner.ALERT, "/internal/status"),
                        ask(Owner.ALERT, "/notification-channels?limit=1000"))
                .with(Findings::new);
    }

    private Uni<Boolean> database() {
        return pool.query("select 1")
                .execute()
                .replaceWith(true)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .recoverWithItem(false);
    }

    private Uni<JsonNode> ask(Owner owner, String path) {
        return owners.get(owner, path, PATIENCE).onFailure().recoverWithItem(MissingNode.getInstance());
    }
}
