package io.llmlab.alert.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.alert.MailServer;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a claim reads of large tables.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class ClaimStatementTest {

    private static final int SLOTS = 64;

    private static final Set<String> GROWING = Set.of("alert", "notification", "notification_alert", "delivery");

    /// Half of them are sent, half wait; nobody else sees them.
    private static final List<String> LAB = List.of("""
            insert into alert (id, rule_id, fingerprint, alert_type, severity, status, title, message, model, model_id,
                               run_id, labels, dataset_name, streams, occurrences, opened_at, last_seen_at,
                               last_told_at, evidence, notification_channels)
            select 10000000 + n, 'costly', 'costly-' || n, 'PERFORMANCE_REGRESSION', 'WARNING', 'ACTIVE', 't', 'm', '{}',
                   1, 1, '{}', 'd', '[]', 1, now(), now(), now(), '{}', '[]'
            from generate_series(1, 10000) n""", """
            insert into notification (id, message, kind)
            select 10000000 + n, '{}', 'OPENED' from generate_series(1, 10000) n""", """
            insert into notification_alert (notification_id, alert_id)
            select 10000000 + n, 10000000 + n from generate_series(1, 10000) n""", """
            insert into delivery (notification_id, channel, status, due_at)
            select 10000000 + n, 'costly', case when n > 5000 then 'PENDING' else 'SENT' end, now()
            from generate_series(1, 10000) n""");

    private static final List<String> AS_PLANNED = List.of(
            "prepare claim as " + ClaimStatement.SQL,
            // As PlannedConnection has it.
            "set local plan_cache_mode = force_generic_plan");

    private static final String EXPLAIN = """
            explain (analyze, format json)
            execute claim(1000, %d, array[]::text[], array[]::int[], 60000, array[]::text[], array[]::int[])""".formatted(SLOTS);

    @Inject
    Pool pool;

    @Inject
    ObjectMapper mapper;

    @Test
    void readsNeitherAllThatWaitsNorAllThatWasSaidWhereThePlannerKnowsNothingYet() throws Exception {
        assertReadsFew(List.of());
    }

    @Test
    void readsNeitherAllThatWaitsNorAllThatWasSaidWhereThePlannerKnowsTheSizes() throws Exception {
        assertReadsFew(List.of("analyze alert, notification, notification_alert, delivery"));
    }

    private void assertReadsFew(List<String> before) throws Exception {
        var nodes = nodesOf(mapper.readTree(plan(before)).path(0).path("Plan"), new ArrayList<>());

        assertThat(nodes)
                .filteredOn(node -> node.path("Subplan Name").asText().equals("CTE claimed"))
                .singleElement()
                .satisfies(claimed -> assertThat(claimed.path("Actual Rows").asInt())
                        .as("the lab's channel has so many slots, and what other tests left waiting comes on top")
                        .isBetween(SLOTS, SLOTS * 2));
        assertThat(nodes)
                .allSatisfy(
                        node -> assertThat(node.path("Rows Removed by Filter").asInt())
                                .as(node.toString())
                                .isLessThan(SLOTS * 2));
        assertThat(nodes)
                .filteredOn(node -> node.path("Node Type").asText().equals("Seq Scan"))
                .filteredOn(node -> GROWING.contains(node.path("Relation Name").asText()))
                .allSatisfy(node -> assertThat(node.path("Actual Rows").asInt())
                        .as(node.toString())
                        .isLessThan(SLOTS * 2));
        assertThat(nodes)
                .filteredOn(node -> node.path("Alias").asText().startsWith("former"))
                .isNotEmpty()
                .allSatisfy(node -> assertThat(indexOf(node)).isEqualTo("notification_of_alert"));
    }

    private String plan(List<String> before) {
        var connection = pool.getConnectionAndAwait();
        var transaction = connection.beginAndAwait();
        try {
            Stream.of(LAB, before, AS_PLANNED)
                    .flatMap(List::stream)
                    .forEach(statement -> connection.query(statement).executeAndAwait());
            return explained(connection);
        } finally {
            transaction.rollbackAndAwait();
            connection.query("deallocate claim").executeAndAwait();
            connection.closeAndAwait();
        }
    }

    private static String explained(SqlConnection connection) {
        return connection
                .query(EXPLAIN)
                .executeAndAwait()
                .iterator()
                .next()
                .getValue(0)
                .toString();
    }

    /// A bitmap's index is that of the scan below it.
    private static String indexOf(JsonNode node) {
        return node.has("Index Name")
                ? node.path("Index Name").asText()
                : node.path("Plans").path(0).path("Index Name").asText();
    }

    private static List<JsonNode> nodesOf(JsonNode node, List<JsonNode> all) {
        all.add(node);
        node.path("Plans").forEach(below -> nodesOf(below, all));
        return all;
    }
}
