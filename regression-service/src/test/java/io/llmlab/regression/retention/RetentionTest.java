package io.llmlab.regression.retention;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.regression.Runner;
import io.llmlab.regression.Runner.Told;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.http.ContentType;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class RetentionTest {

    private static final Instant MARCH = Instant.parse("2003-03-10T00:00:00Z");

    /// The last day on which March is not 400 days old, all of it.
    private static final Instant LAST_DAY = Instant.parse("2004-05-04T12:00:00Z");

    private static final Instant DAY_AFTER = Instant.parse("2004-05-05T12:00:00Z");

    private static final int MONTHS_OF_OTHER_TESTS = 5;

    @Inject
    Pool pool;

    @Inject
    RetentionTick tick;

    @Inject
    RetentionService retention;

    private Runner runner;

    @BeforeEach
    void aModel() {
        runner = new Runner(pool);
    }

    /// As often as it takes, for one month goes at a time.
    private void clearUp(Instant now) throws Throwable {
        QuarkusMock.installMockForType(Clock.fixed(now, ZoneOffset.UTC), Clock.class);
        for (var time = 0; time < MONTHS_OF_OTHER_TESTS; time++) {
            VertxContextSupport.subscribeAndAwait(tick::tick);
        }
    }

    /// An hour apart, each taken in a minute after it was.
    private List<Told> measured(Instant from, int runs, double value) {
        var told = IntStream.range(0, runs)
                .mapToObj(hour ->
                        runner.completed(from.plus(Duration.ofHours(hour)), Runner.accuracy(value + .002 * (hour % 3))))
                .toList();
        runner.send(told);
        runner.awaitTaken(told.getLast());
        return told;
    }

    private long points() {
        return runner.count(
                "select count(*) from point join series on series.id = series_id where model_id = $1", runner.model());
    }

    private long runs() {
        return runner.count("select count(*) from measured_run where model_id = $1", runner.model());
    }

    private long findings() {
        return runner.count("select count(*) from finding where model_id = $1", runner.model());
    }

    private long tables(String like) {
        return pool.preparedQuery("select count(*) from pg_class where relkind = 'r' and relname like $1")
                .executeAndAwait(Tuple.of(like))
                .iterator()
                .next()
                .getLong(0);
    }

    @Test
    void dropsAMonthOfPointsWholeWhenItsLastOneIsOldEnough() throws Throwable {
        var _ = measured(MARCH, 12, .8);
        var _ = measured(Instant.parse("2003-04-02T00:00:00Z"), 3, .8);

        clearUp(LAST_DAY);
        assertThat(points()).isEqualTo(15);

        clearUp(DAY_AFTER);
        assertThat(points()).isEqualTo(3);
        assertThat(runs()).isEqualTo(3);
        assertThat(tables("%point_2003_03")).isZero();
    }

    @Test
    void tellsAndForgetsWhatIsTooOldWhereSomebodyAsks() {
        var _ = measured(MARCH, 4, .8);
        pool.query("analyze point").executeAndAwait();
        QuarkusMock.installMockForType(Clock.fixed(LAST_DAY, ZoneOffset.UTC), Clock.class);
        var point = "kinds.find { it.table == 'point' }.";

        given().get("/internal/retention")
                .then()
                .statusCode(200)
                .body("service", equalTo("regression"))
                .body(point + "days", equalTo(400f))
                .body(point + "older", equalTo(0));
        QuarkusMock.installMockForType(Clock.fixed(DAY_AFTER, ZoneOffset.UTC), Clock.class);
        given().get("/internal/retention").then().body(point + "older", greaterThanOrEqualTo(4));
        for (var month = 0; month < MONTHS_OF_OTHER_TESTS; month++) {
            given().post("/internal/retention").then().statusCode(200).body("kinds.problem", everyItem(nullValue()));
        }

        assertThat(points()).isZero();
        assertThat(runs()).isZero();
    }

    /// History that somebody imports is as old as its arrival.
    @Test
    void keepsAMonthAsLongAsARunOfItThatCameLate() throws Throwable {
        var _ = measured(MARCH, 3, .8);
        var at = MARCH.plus(Duration.ofHours(5));
        var late =
                runner.run("gsm8k", at, Instant.parse("2003-12-01T00:00:00Z"), "completed", true, Runner.accuracy(.8));
        runner.send(late);
        runner.awaitTaken(late);

        clearUp(DAY_AFTER);
        assertThat(points()).isEqualTo(4);

        clearUp(Instant.parse("2005-01-06T00:00:00Z"));
        assertThat(points()).isZero();
    }

    @Test
    void finishesAMonthThatWasTakenOutAndNotDropped() throws Throwable {
        var _ = measured(MARCH, 3, .8);
        clearUp(LAST_DAY);
        var going = VertxContextSupport.subscribeAndAwait(
                () -> retention.retireMonth(DAY_AFTER.minus(Duration.ofDays(400))));
        assertThat(going).contains("gone_point_2003_03");
        assertThat(points()).isZero();

        // A run of the month that comes meanwhile has a month of its own, and stays.
        var at = MARCH.plus(Duration.ofHours(7));
        var late = runner.run("gsm8k", at, DAY_AFTER, "completed", true, Runner.accuracy(.8));
        runner.send(late);
        runner.awaitTaken(late);
        clearUp(DAY_AFTER);

        assertThat(tables("gone_point%")).isZero();
        assertThat(points()).isEqualTo(1);
        assertThat(runs()).isEqualTo(1);
        clearUp(Instant.parse("2005-07-01T00:00:00Z"));
        assertThat(points()).isZero();
    }

    /// A remembered end would compare the fall with points that are gone.
    @Test
    void remembersNoPointsThatAreGone() throws Throwable {
        var _ = measured(MARCH, 12, .8);
        var _ = measured(Instant.parse("2003-05-01T00:00:00Z"), 1, .8);

        clearUp(DAY_AFTER);
        var _ = measured(Instant.parse("2003-05-01T01:00:00Z"), 1, .3);

        assertThat(points()).isEqualTo(2);
        assertThat(findings()).isZero();
        given().post("/regression-detection/analyze/%d?days_back=365".formatted(runner.model()))
                .then()
                .statusCode(200);
    }

    private long pin(Told first, Told last) {
        return given().contentType(ContentType.JSON)
                .body("""
                        {"model_id": %d, "dataset_name": "gsm8k", "metric_type": "accuracy",
                         "metric_name": "overall_accuracy", "reason": "Released", "created_by": "ana",
                         "from_run_id": %d, "to_run_id": %d}""".formatted(runner.model(), first.id(), last.id()))
                .post("/regression-detection/baselines")
                .then()
                .statusCode(201)
                .body("kind", equalTo("pinned"))
                .extract()
                .jsonPath()
                .getLong("id");
    }

    @Test
    void keepsWhatAPinnedBaselineRestsOnUntilItIsReleased() throws Throwable {
        var told = measured(MARCH, 12, .8);
        var pinned = pin(told.get(2), told.get(9));

        clearUp(DAY_AFTER);
        assertThat(points()).isEqualTo(8);
        assertThat(runs()).isEqualTo(8);

        var _ = measured(Instant.parse("2004-05-05T13:00:00Z"), 3, .3);
        assertThat(findings()).isEqualTo(1);

        clearUp(DAY_AFTER.plus(Duration.ofDays(30)));
        assertThat(points()).isEqualTo(11);
        given().contentType(ContentType.JSON)
                .body("{\"by\": \"ana\", \"reason\": \"On purpose\"}")
                .post("/regression-detection/results/%d/accept"
                        .formatted(runner.count("select id from finding where model_id = $1", runner.model())))
                .then()
                .statusCode(200);
        assertThat(runner.count("select count(*) from baseline where id = $1 and released_at is not null", pinned))
                .isEqualTo(1);
        clearUp(DAY_AFTER.plus(Duration.ofDays(30)));
        assertThat(points()).isEqualTo(3);
    }

    private List<Told> answered(Instant from, int runs) {
        var told = new ArrayList<Told>();
        for (var hour = 0; hour < runs; hour++) {
            told.add(runner.answered("gsm8k", from.plus(Duration.ofHours(hour)), 1, 1, 0, 1));
        }
        runner.send(told);
        runner.awaitTaken(told.getLast());
        return told;
    }

    private long runsWithItems() {
        return runner.count(
                "select count(*) from run_items join measured_run using (run_id) where model_id = $1", runner.model());
    }

    @Test
    void forgetsItemsNinetyDaysAfterTheyCameButThoseOfPinnedRuns() throws Throwable {
        var now = Instant.now();
        var told = answered(now.minus(Duration.ofHours(12)), 10);
        var _ = pin(told.get(1), told.get(6));

        clearUp(now.plus(Duration.ofDays(89)));
        assertThat(runsWithItems()).isEqualTo(10);

        clearUp(now.plus(Duration.ofDays(91)));
        assertThat(runsWithItems()).isEqualTo(6);
        assertThat(points()).isEqualTo(10);
    }

    private void suspicion(String request, String state, Instant decided) {
        pool.preparedQuery("""
                        insert into suspicion (series_id, model_id, dataset_name, metric_type, metric_name, stream, run_id,
                            run_at, run, evidence_from_at, evidence_from_run_id, request_id, repeats, state, severity,
                            baseline_value, current_value, method, statistical_confidence, window_size, baseline_days,
                            min_data_points, critical, warning, alarm_rate, confirm_runs, opened_at, deadline, decided_at)
                        select id, model_id, dataset_name, metric_type, metric_name, stream, 1, $4::timestamptz, '{}', $4::timestamptz, 1, $2, 1, $3,
                            'WARNING', .8, .7, 'auto', .95, 10, 30, 5, .2, .1, .002, 1, $4::timestamptz, timestamptz '2100-01-01',
                            case when $3 <> 'PENDING' then $4::timestamptz end
                        from series where model_id = $1""")
                .executeAndAwait(Tuple.of(runner.model(), request, state, decided.atOffset(ZoneOffset.UTC)));
        pool.preparedQuery("insert into suspicion_repeat (request_id, run_id) values ($1, 1) on conflict do nothing")
                .executeAndAwait(Tuple.of(request));
    }

    private List<String> requests(String table) {
        var rows = pool.preparedQuery(
                        "select distinct request_id from " + table + " where request_id like $1 order by 1")
                .executeAndAwait(Tuple.of("retention-%d-%%".formatted(runner.model())));
        var requests = new ArrayList<String>();
        rows.forEach(row -> requests.add(row.getString(0).replaceFirst(".*-", "")));
        return requests;
    }

    @Test
    void forgetsSuspicionsThatWereDecidedLongAgo() throws Throwable {
        var _ = measured(MARCH, 1, .8);
        var name = "retention-%d-".formatted(runner.model());
        suspicion(name + "old", "DROPPED", DAY_AFTER.minus(Duration.ofDays(401)));
        suspicion(name + "shared", "DROPPED", DAY_AFTER.minus(Duration.ofDays(401)));
        suspicion(name + "shared", "DROPPED", DAY_AFTER.minus(Duration.ofDays(399)));
        suspicion(name + "young", "FOUND", DAY_AFTER.minus(Duration.ofDays(399)));
        suspicion(name + "pending", "PENDING", DAY_AFTER.minus(Duration.ofDays(401)));

        clearUp(DAY_AFTER);

        assertThat(requests("suspicion")).containsExactly("pending", "shared", "young");
        assertThat(requests("suspicion_repeat")).containsExactly("pending", "shared", "young");
        assertThat(runner.count("select count(*) from suspicion where model_id = $1", runner.model()))
                .isEqualTo(3);
        pool.preparedQuery("delete from suspicion where model_id = $1").executeAndAwait(Tuple.of(runner.model()));
    }

    @Test
    void refusesToKeepThingsForLessThanADay() {
        RetentionTick.require("items", Duration.ofDays(1));

        assertThatThrownBy(() -> RetentionTick.require("items", Duration.ofHours(9)))
                .hasMessage("regression.retention.items must be a day or more, not PT9H");
    }
}
