package io.llmlab.regression.finding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.local.testing.EventContract;
import io.llmlab.platform.http.JsonConventions;
import io.llmlab.regression.cause.Cause;
import io.llmlab.regression.cause.Cause.Began;
import io.llmlab.regression.cause.Cause.RunPlace;
import io.llmlab.regression.cause.Change;
import io.llmlab.regression.cause.Peers;
import io.llmlab.regression.cause.Suspect;
import io.llmlab.regression.detect.Severity;
import io.llmlab.regression.finding.RegressionCleared.Cleared;
import io.llmlab.regression.finding.RegressionCleared.Cleared.Reason;
import io.llmlab.regression.finding.RegressionFound.Found;
import io.llmlab.regression.series.Circumstances;
import io.llmlab.regression.series.DatasetRef;
import io.llmlab.regression.series.MeasuredRun;
import io.llmlab.regression.series.ModelRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProducerContractTest {

    private static final ObjectMapper MAPPER = JsonConventions.mapper();
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private static MeasuredRun run() {
        return new MeasuredRun(
                123,
                ModelRef.of(7, "gpt-x", "openai", null),
                new DatasetRef("gsm8k", null),
                "9f86d081884c7d65",
                NOON,
                NOON,
                false,
                false,
                Map.of(),
                List.of(),
                Circumstances.UNKNOWN);
    }

    private static Cause cause() {
        var first = new RunPlace(123, NOON);
        var nobody = new Peers(0, 0, List.of());
        return new Cause(
                Suspect.HARNESS,
                "only this model got worse, and it was measured in another way: run_config.temperature (0 -> 1)",
                new Began(123, NOON, first, first),
                null,
                NOON,
                NOON,
                new Peers(0, 2, List.of()),
                nobody,
                nobody,
                nobody,
                List.of(new Change("run_config.temperature", "0", null, Suspect.HARNESS)));
    }

    @Test
    void sendsRegressionFoundAsPromised() throws JsonProcessingException {
        var contract = new EventContract("regression-found", MAPPER);
        var found = new Found(
                1,
                "cost",
                "total_cost",
                "gsm8k",
                "9f86d081884c7d65",
                "rolling_average",
                Severity.WARNING,
                false,
                1,
                0,
                2,
                null,
                null,
                null,
                null,
                Map.of("threshold", .15),
                1,
                3L,
                2,
                new FellAgain(123, NOON, 1, 2, null),
                cause(),
                List.of(new Found.Reached(NOON, 2)));

        contract.exampleFitsTheSchema();
        contract.accepts(MAPPER.writeValueAsString(RegressionFound.of(run(), true, List.of(found), NOON)));
    }

    @Test
    void sendsRegressionClearedAsPromised() throws JsonProcessingException {
        var contract = new EventContract("regression-cleared", MAPPER);
        var cleared = new Cleared(1, "accuracy", "overall_accuracy", "gsm8k", .5625, .56, Reason.EXCLUDED);

        contract.exampleFitsTheSchema();
        contract.accepts(MAPPER.writeValueAsString(RegressionCleared.of(run(), List.of(cleared), NOON)));
    }
}
