package io.llmlab.alert;

import static io.llmlab.alert.Lab.PATIENCE;
import static io.llmlab.alert.Lab.alertsOf;
import static io.llmlab.alert.Lab.awaitAlert;
import static io.llmlab.alert.Lab.awaitAlerts;
import static io.llmlab.alert.Lab.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llmlab.alert.Lab.Metric;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of alerts when a person excludes the run they rest on.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class ExcludedRunTest {

    private static final Metric WORSE = Metric.accuracy(0.5625, 0.2168);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private Lab lab;

    @BeforeEach
    void aLab() {
        lab = new Lab(bootstrapServers);
    }

    @Test
    void resolvesWhatRestedOnAnExcludedRun() {
        var model = model();
        lab.found(model, "gsm8k", WORSE);
        awaitAlert(model);

        lab.cleared(model, "gsm8k", "s1", WORSE, "excluded");

        await().atMost(PATIENCE).until(() -> "resolved".equals(alertsOf(model).getString("[0].status")));
        assertThat(alertsOf(model).getString("[0].resolution_notes"))
                .startsWith("overall_accuracy is no regression without run")
                .endsWith("which was excluded");
    }

    @Test
    void resolvesThatARunFailedWhenItIsExcludedAndRaisesNothingWhenItIsIncluded() {
        var model = model();
        lab.ended(model, "gsm8k", "failed", 0, Instant.now());
        lab.ended(model, "mmlu", "completed", 50, Instant.now());
        var alerts = awaitAlerts(model, 2);
        var failed = alerts.getLong("find { it.dataset_name == 'gsm8k' }.run_id");
        var lossy = alerts.getLong("find { it.dataset_name == 'mmlu' }.run_id");

        lab.judged(model, "gsm8k", failed, "failed", "ana");
        lab.judged(model, "mmlu", lossy, "completed", "ana");
        lab.judged(model, "gsm8k", failed, "failed", null);
        lab.judged(model, "mmlu", lossy, "completed", null);
        lab.ended(model, "after-it", "failed", 0, Instant.now());

        alerts = awaitAlerts(model, 3);
        assertThat(alerts.getList("findAll { it.dataset_name != 'after-it' }.status"))
                .containsExactly("resolved", "resolved");
        assertThat(alerts.getString("find { it.dataset_name == 'gsm8k' }.resolution_notes"))
                .isEqualTo("Run %d was excluded by ana: Wrong endpoint".formatted(failed));
        assertThat(alerts.getList("occurrences", Integer.class)).containsOnly(1);
    }

    @Test
    void keepsAnAlertThatAnotherRunRepeated() {
        var model = model();
        lab.ended(model, "gsm8k", "failed", 0, Instant.now());
        var first = awaitAlerts(model, 1).getLong("[0].run_id");
        lab.ended(model, "gsm8k", "failed", 0, Instant.now());

        lab.judged(model, "gsm8k", first, "failed", "ana");
        lab.ended(model, "after-it", "failed", 0, Instant.now());

        assertThat(awaitAlerts(model, 2).getString("find { it.dataset_name == 'gsm8k' }.status"))
                .isEqualTo("active");
    }
}
