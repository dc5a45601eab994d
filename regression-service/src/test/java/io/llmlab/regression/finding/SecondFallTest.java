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

/// A series that falls once more while its finding is open, over the real broker and database.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class SecondFallTest {

    @Inject
    Pool pool;

    @Inject
    ObjectMapper mapper;

    private CarefulModel model;
    private final Random random = new Random(20);

    @BeforeEach
    void aModelThatFell() {
        model = new CarefulModel(pool);
        model.watchedBy("auto", 0);
        model.take(around(.8, 20));
        model.take(around(.77, 15));
        assertThat(settled()).containsExactly(false, true);
    }

    private double[] around(double level, int runs) {
        return DoubleStream.generate(() -> level + .004 * random.nextGaussian())
                .limit(runs)
                .toArray();
    }

    private List<Boolean> settled() {
        return model.runner.told("regression-found").stream()
                .map(told -> JsonPath.from(told.value()).getBoolean("findings[0].settled"))
                .toList();
    }

    /// From .77 to .735 the severity stays, and the change is not four times as large.
    @Test
    void isToldAgainWithTheSameFinding() {
        var fallen = model.take(around(.735, 10));

        var told = model.runner.told("regression-found");
        assertThat(told).hasSize(3);
        new EventContract("regression-found", mapper).accepts(told.getLast().value());
        var first = JsonPath.from(told.getFirst().value());
        var again = JsonPath.from(told.getLast().value());
        assertThat(first.<Object>get("findings[0].fell_again")).isNull();
        assertThat(again.getLong("findings[0].finding_id")).isEqualTo(first.getLong("findings[0].finding_id"));
        assertThat(again.getString("findings[0].severity")).isEqualTo(first.getString("findings[0].severity"));
        assertThat(again.getLong("findings[0].fell_again.since_run_id"))
                .isEqualTo(fallen.getFirst().id());
        assertThat(again.getDouble("findings[0].fell_again.from_value")).isBetween(.765, .775);
        assertThat(again.getDouble("findings[0].fell_again.to_value")).isBetween(.725, .745);
        assertThat(again.getDouble("findings[0].current_value")).isLessThan(.77);
        assertThat(model.results().getList("state")).containsExactly("open");
    }

    @Test
    void isToldNoMoreWhereItStaysBad() {
        model.take(around(.77, 25));

        assertThat(settled()).containsExactly(false, true);
    }
}
