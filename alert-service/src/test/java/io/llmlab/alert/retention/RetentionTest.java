package io.llmlab.alert.retention;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.alert.MailServer;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.ArrayDeque;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What has been over for long enough goes, with all that belongs to it; what is not over stays however old it is.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class RetentionTest {

    @Inject
    Pool pool;

    @Inject
    Retention retention;

    @BeforeEach
    void others() {
        clear();
    }

    @AfterEach
    void clear() {
        run("delete from alert where rule_id = 'kept'");
        run("delete from notification where kind = 'KEPT'");
        run("delete from silence where created_by = 'kept'");
        run("delete from alert_group where key like 'kept/%'");
        run("delete from ruling where rule_id like 'kept/%'");
        run("delete from told_finding where model_name = 'kept'");
    }

    @Test
    void forgetsFindingsWithTheirRuns() {
        finding("old", "interval '63 days'");
        finding("young", "interval '61 days'");

        forget();

        assertThat(names("select dataset_name from told_finding where model_name = 'kept'"))
                .containsExactly("young");
    }

    private void finding(String name, String ago) {
        run("""
                insert into told_finding (run_id, model_id, model_name, provider, dataset_name, labels, ran_at, findings)
                values (1, 1, 'kept', 'custom', '%s', '{}', now() - %s, '[]')""".formatted(name, ago));
    }

    @Test
    void forgetsAlertsThatEndedLongAgoWithTimelinesAndDeliveries() {
        alert("old", "RESOLVED", "interval '900 days'", "interval '401 days'");
        alert("young", "RESOLVED", "interval '900 days'", "interval '399 days'");
        alert("open", "ACTIVE", "interval '900 days'", "null::interval");

        forget();

        assertThat(names("select fingerprint from alert where rule_id = 'kept' order by id"))
                .containsExactly("young", "open");
        assertThat(names("select reason from alert_event e join alert a on a.id = e.alert_id where rule_id = 'kept'"
                        + " order by e.id"))
                .containsExactly("young", "open");
        assertThat(names("select message::json ->> 'title' from notification where kind = 'KEPT' order by id"))
                .containsExactly("young", "open");
        assertThat(names("select channel from delivery where channel like 'retention-%' order by id"))
                .containsExactly("retention-young", "retention-open");
    }

    /// It says something of another alert too, which is still open.
    @Test
    void keepsAMessageAsLongAsOneOfItsAlerts() {
        alert("old", "RESOLVED", "interval '900 days'", "interval '401 days'");
        alert("open", "ACTIVE", "interval '900 days'", "null::interval");
        run("""
            insert into notification_alert (notification_id, alert_id)
            select n.id, a.id from notification n, alert a
            where n.kind = 'KEPT' and n.message::json ->> 'title' = 'old' and a.fingerprint = 'open'""");

        forget();

        assertThat(names("select message::json ->> 'title' from notification where kind = 'KEPT' order by id"))
                .containsExactly("old", "open");
    }

    @Test
    void keepsWhatIsStillToBeSent() {
        run("""
            with said as (
                insert into notification (message, kind, created_at)
                values ('{"title": "waits"}', 'KEPT', now() - interval '401 days') returning id)
            insert into delivery (notification_id, channel, status, due_at)
            select id, 'retention-nobody', 'PENDING', now() + interval '1 day' from said""");

        forget();
        assertThat(names("select message::json ->> 'title' from notification where kind = 'KEPT'"))
                .containsExactly("waits");

        run("update delivery set status = 'FAILED' where channel = 'retention-nobody'");
        forget();
        assertThat(names("select message::json ->> 'title' from notification where kind = 'KEPT'"))
                .isEmpty();
    }

    @Test
    void forgetsSilencesAndGroupsThatAreOver() {
        run("""
            insert into silence (matchers, starts_at, ends_at, created_by, comment, created_at, updated_at)
            select '[]', now() - interval '200 days', now() - ago, 'kept', ago::text, now(), now()
            from (values (interval '91 days'), (interval '89 days')) as t (ago)""");
        run("""
            insert into alert_group (key, due_at, told_at)
            values ('kept/old', null, now() - interval '31 days'),
                   ('kept/young', null, now() - interval '29 days'),
                   ('kept/waits', now() + interval '1 minute', now() - interval '31 days')""");

        forget();

        assertThat(names("select comment from silence where created_by = 'kept'"))
                .containsExactly("89 days");
        assertThat(names("select key from alert_group where key like 'kept/%' order by key"))
                .containsExactly("kept/waits", "kept/young");
    }

    @Test
    void forgetsWhatRulesSaidLongAgo() {
        run("""
            insert into ruling (run_id, at, rule_id, alert_type, fired, reason)
            values (1, now() - interval '91 days', 'kept/old', 'PERFORMANCE_REGRESSION', true, 'fell'),
                   (1, now() - interval '89 days', 'kept/young', 'PERFORMANCE_REGRESSION', true, 'fell')""");

        forget();

        assertThat(names("select rule_id from ruling where rule_id like 'kept/%'"))
                .containsExactly("kept/young");
    }

    @Test
    void goesOnAsLongAsLotsAreFull() {
        var lots = new ArrayDeque<>(List.of(InLots.SIZE, InLots.SIZE, 7, 3));

        var forgotten = InLots.forget(() -> Uni.createFrom().item(lots.removeFirst()))
                .await()
                .indefinitely();

        assertThat(forgotten).isEqualTo(2L * InLots.SIZE + 7);
        assertThat(lots).containsExactly(3);
    }

    private void forget() {
        retention.forget().await().indefinitely();
    }

    /// With an entry in its timeline, a message and its delivery.
    private void alert(String name, String status, String opened, String resolved) {
        run("""
            with opened as (
                insert into alert (rule_id, fingerprint, alert_type, severity, status, title, message, model, model_id,
                    run_id, dataset_name, streams, occurrences, opened_at, last_seen_at, last_told_at, resolved_at,
                    notification_channels, evidence)
                values ('kept', '%1$s', 'PERFORMANCE_REGRESSION', 'WARNING', '%2$s', 't', 'm', '{}', -30, 0, '', '[]', 1,
                    now() - %3$s, now() - %3$s, now() - %3$s, now() - %4$s, '[]', '{}')
                returning id
            ), entered as (
                insert into alert_event (alert_id, at, kind, actor, reason, details)
                select id, now() - %3$s, 'OPENED', 'system', '%1$s', '{}' from opened
            ), said as (
                insert into notification (message, kind, created_at)
                values ('{"title": "%1$s"}', 'KEPT', now() - %3$s) returning id
            ), about as (
                insert into notification_alert (notification_id, alert_id) select said.id, opened.id from said, opened
            )
            insert into delivery (notification_id, channel, status) select id, 'retention-%1$s', 'SENT' from said""".formatted(name, status, opened, resolved));
    }

    @Test
    void tellsAndForgetsWhatIsTooOldWhereSomebodyAsks() {
        finding("old", "interval '63 days'");
        finding("young", "interval '61 days'");
        var findings = "kinds.find { it.table == 'told_finding' }.";

        given().get("/internal/retention")
                .then()
                .statusCode(200)
                .body("service", equalTo("alert"))
                .body(findings + "days", equalTo(62f))
                .body(findings + "older", equalTo(1));
        given().post("/internal/retention")
                .then()
                .statusCode(200)
                .body(findings + "deleted", equalTo(1))
                .body("kinds.problem", everyItem(nullValue()));

        assertThat(names("select dataset_name from told_finding where model_name = 'kept'"))
                .containsExactly("young");
    }

    private void run(String sql) {
        pool.query(sql).executeAndAwait();
    }

    private List<String> names(String sql) {
        return StreamSupport.stream(pool.query(sql).executeAndAwait().spliterator(), false)
                .map(row -> row.getString(0))
                .toList();
    }
}
