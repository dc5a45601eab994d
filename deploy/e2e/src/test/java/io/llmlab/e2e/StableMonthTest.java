package io.llmlab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.bench.month.MonthMeasurement;
import io.llmlab.bench.month.StableMonth;
import io.llmlab.local.launch.StackSettings;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The month that `./lab bench month` measures.
@Tag("full")
class StableMonthTest {

    private static final int DAYS = Integer.getInteger("days", StableMonth.DAYS);
    private static final long SEED = Long.getLong("seed", MonthMeasurement.SEED);
    private static final int AT_MOST = 1;

    @Test
    void disturbsNobodyUntilAModelGetsWorse() throws IOException {
        var root = StackSettings.findRoot();

        var outcome = new StableMonth(DAYS, SEED).run(root, root.resolve("deploy/e2e/target/stable-month"));

        assertThat(outcome).returns(true, StableMonth.Outcome::isComplete);
        assertThat(outcome.toldOfDrop()).isGreaterThanOrEqualTo(outcome.pairs());
        assertThat(outcome.told())
                .as("notifications of models that did not change; findings: %s", outcome.findings())
                .hasSizeLessThanOrEqualTo(AT_MOST);
    }
}
