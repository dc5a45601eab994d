package io.llmlab.regression.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.regression.Latencies;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What is said of a series from its first run on.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class InsufficientDataTest {

    @Inject
    Pool pool;

    @Test
    void saysWhatIsMissingUntilThereIsEnough() {
        var latencies = new Latencies(pool);
        latencies.take(100);

        var first = latencies.look();
        assertThat(first.getString("outcome")).isEqualTo("too_short");
        assertThat(first.getInt("insufficient_data.missing_runs")).isEqualTo(5);
        assertThat(first.getString("insufficient_data.protection_begins")).isNull();

        latencies.take(104, 97);

        var third = latencies.look();
        assertThat(third.getInt("insufficient_data.missing_runs")).isEqualTo(3);
        // The runs are an hour apart, and the next one is overdue.
        assertThat(Instant.parse(third.getString("insufficient_data.protection_begins")))
                .isBetween(
                        Instant.now().plusSeconds(2 * 3600 - 60), Instant.now().plusSeconds(2 * 3600 + 60));
        assertThat(third.getDouble("insufficient_data.smallest_visible")).isBetween(5.0, 100.0);

        latencies.take(100, 101, 99);

        var sixth = latencies.look();
        assertThat(sixth.getString("outcome")).isEqualTo("steady");
        assertThat(sixth.getString("insufficient_data")).isNull();
    }
}
