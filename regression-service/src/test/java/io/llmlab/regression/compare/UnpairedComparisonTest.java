package io.llmlab.regression.compare;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.regression.Runner;
import io.llmlab.regression.Runner.Told;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two runs by their values alone: runs of an unchanged model differ by more than their samples make.
///
/// Expected p-values are `2 * norm.sf(abs(b - a) / sqrt(v))` of SciPy with `a = (p1*n + 1) / (n + 2)`, `b`
/// likewise and `v = a*(1-a)/(n+2) + s1**2 + b*(1-b)/(n+2) + s2**2`, `s1` and `s2` being the spread of runs.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class UnpairedComparisonTest {

    @Inject
    Pool pool;

    private Runner runner;
    private Instant start;

    @BeforeEach
    void aModel() {
        runner = new Runner(pool);
        start = Instant.now().minus(Duration.ofHours(20));
    }

    private Instant hour(int hours) {
        return start.plus(Duration.ofHours(hours));
    }

    private Told share(int hour, double value) {
        return runner.completed(hour(hour), """
                {"metric_type": "accuracy", "metric_name": "acc", "value": %s, "sample_count": 2000}""".formatted(value));
    }

    private Told latency(int hour, double mean) {
        return runner.completed(hour(hour), """
                {"metric_type": "latency", "metric_name": "avg_latency_ms", "value": %s, "std_error": 4,
                 "sample_count": 2000}""".formatted(mean));
    }

    private ValidatableResponse compared(Told first, Told second) {
        runner.send(first);
        runner.send(second);
        runner.awaitTaken(second);
        return given().get("/benchmark-runs/%d/compare/%d".formatted(first.id(), second.id()))
                .then()
                .statusCode(200)
                .body("paired", equalTo(false));
    }

    /// By the samples alone, p were .021.
    @Test
    void countsTheUsualSpreadOfRunsWhereTheSeriesIsYoung() {
        var spread = Math.hypot(.1 * .8 * .2, .1 * .77 * .23) / Math.sqrt(2);

        compared(share(0, .8), share(1, .77))
                .body("verdict", equalTo("statistically_tied"))
                .body("p_value.toDouble()", closeTo(0.26999615983352543, 1e-7))
                .body("metrics[0].test.between_run_spread.toDouble()", closeTo(spread, 1e-8));
    }

    @Test
    void stillSeesADifferenceThatNeitherSamplesNorRunsMake() {
        compared(share(0, .8), share(1, .7)).body("verdict", equalTo("worse"));
    }

    /// Eight runs that lie .03 from .8, the usual spread counting as four more: with `s = (.83*.17 + .77*.23) /
    /// 2 / 2000` and `u = .1*.8*.2`, `sqrt((4*(s + u*u) + 8*.03**2) / 11 - s)`.
    @Test
    void countsTheSpreadThatTheOtherRunsOfTheSeriesShow() {
        IntStream.range(0, 8).forEach(run -> runner.send(share(run, run % 2 == 0 ? .83 : .77)));

        compared(share(8, .8), share(9, .77))
                .body("metrics[0].test.between_run_spread.toDouble()", closeTo(0.02640101582067698, 1e-8))
                .body("p_value.toDouble()", closeTo(0.4483485411730578, 1e-7));
    }

    /// Fifteen errors of the samples apart, but nobody knows how much a latency varies from run to run.
    @Test
    void callsNothingWorseWhereNobodyKnowsHowRunsVary() {
        compared(latency(0, 800), latency(1, 885))
                .body("verdict", equalTo("insufficient"))
                .body("test", equalTo("two_mean_z"))
                .body("explanation", containsString("how much runs vary is not known"))
                .body("metrics[0].test.between_run_spread", nullValue());
    }

    @Test
    void callsWorseWhatIsFarBeyondTheSpreadOfOtherRuns() {
        IntStream.range(0, 4).forEach(run -> runner.send(latency(run, 800 + run % 2 * 10)));

        compared(latency(4, 805), latency(5, 885)).body("verdict", equalTo("worse"));
    }
}
