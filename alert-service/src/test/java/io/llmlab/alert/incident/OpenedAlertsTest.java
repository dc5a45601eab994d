package io.llmlab.alert.incident;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.alert.MailServer;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class OpenedAlertsTest {

    /// What becomes of an alert later.
    private static final Set<String> EMPTY_AT_FIRST = Set.of(
            "version",
            "acknowledged_at",
            "acknowledged_by",
            "resolved_at",
            "resolved_by",
            "resolution_notes",
            "resolution",
            "snoozed_until",
            "escalated_at",
            "reopenings");

    @Inject
    Pool pool;

    /// A column that is added later would stay empty unnoticed.
    @Test
    void storesEveryColumnOfAnAlert() {
        var columns = StreamSupport.stream(pool.query("""
                                select column_name from information_schema.columns
                                where table_schema = current_schema() and table_name = 'alert'""").executeAndAwait().spliterator(), false)
                .map(row -> row.getString("column_name"))
                .filter(name -> !EMPTY_AT_FIRST.contains(name))
                .collect(toSet());

        assertThat(OpenedAlerts.columns()).containsExactlyInAnyOrderElementsOf(columns);
    }
}
