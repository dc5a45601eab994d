package io.llmlab.regression.finding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.local.testing.EventContract;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When a finding is more than the next run may take back, over the real broker and database.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class SettlingTest {

    private static final double NORMAL = .8;
    private static final double SIGMA = .005;

    @Inject
    Pool pool;

    @Inject
    ObjectMapper mapper;

    private final Random random = new Random(7);
    private CarefulModel model;

    @BeforeEach
    void aStableModel() {
        model = new CarefulModel(pool);
    }

    private void watched(String method, int confirmRuns) {
        model.watchedBy(method, "overall_accuracy", confirmRuns, method.equals("threshold_based") ? "0.02" : "null");
        model.take(around(NORMAL, 40));
        assertThat(model.results().getList("id")).isEmpty();
    }

    private double[] around(double level, int runs) {
        return DoubleStream.generate(() -> level + SIGMA * random.nextGaussian())
                .limit(runs)
                .toArray();
    }

    private List<JsonPath> told() {
        return model.runner.told("regression-found").stream()
                .peek(event -> new EventContract("regression-found", mapper).accepts(event.value()))
                .map(event -> JsonPath.from(event.value()))
                .toList();
    }

    private List<Boolean> settled() {
        return told().stream()
                .map(event -> event.getBoolean("findings[0].settled"))
                .toList();
    }

    @Test
    void isSettledAtOnceWhereChanceHardlyMakesIt() {
        watched("auto", 0);

        model.take(NORMAL - 10 * SIGMA);
        model.take(around(NORMAL - 10 * SIGMA, 5));

        assertThat(settled()).containsExactly(true);
        assertThat(model.results().getList("settled")).containsExactly(true);
    }

    @Test
    void isToldAgainOnceLaterRunsShowItToo() {
        watched("auto", 0);

        model.take(NORMAL - 5 * SIGMA);
        assertThat(settled()).containsExactly(false);
        assertThat(model.results().getList("settled")).containsExactly(false);

        var later = model.take(NORMAL - 3 * SIGMA, NORMAL - 3 * SIGMA, NORMAL - 3 * SIGMA, NORMAL - 3 * SIGMA);

        assertThat(settled()).containsExactly(false, true);
        assertThat(told().getLast().getLong("run_id"))
                .isIn(later.stream().map(run -> run.id()).toList());
        assertThat(told().getLast().getLong("findings[0].finding_id"))
                .isEqualTo(told().getFirst().getLong("findings[0].finding_id"));
        assertThat(model.results().getList("settled")).containsExactly(true);
    }

    @Test
    void isNeverSettledWhereTheNextRunsAreGood() {
        watched("auto", 0);

        model.take(NORMAL - 5 * SIGMA);
        model.take(around(NORMAL, 8));

        assertThat(settled()).containsExactly(false);
        assertThat(model.runner.told("regression-cleared")).hasSize(1);
        assertThat(model.results().getList("settled")).containsExactly(false);
    }

    @Test
    void isSettledByTheRepeatsThatItAskedFor() {
        watched("auto", 2);

        var bad = model.take(NORMAL - 5 * SIGMA).getFirst();
        model.repeat(bad, NORMAL - 3 * SIGMA, NORMAL - 3 * SIGMA);

        assertThat(settled()).containsExactly(true);
    }

    /// Who asks for a threshold asks to be told when it is reached.
    @Test
    void isSettledAtOnceWhereTheMethodKnowsNoChance() {
        watched("threshold_based", 0);

        model.take(around(NORMAL - 10 * SIGMA, 3));

        assertThat(settled()).containsExactly(true);
    }
}
