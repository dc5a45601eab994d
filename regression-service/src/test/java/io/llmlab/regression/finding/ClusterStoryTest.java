package io.llmlab.regression.finding;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.regression.Runner;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Runs that name which of their items belong together, over the real broker and database.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class ClusterStoryTest {

    @Inject
    Pool pool;

    private Runner runner;
    private Instant start;

    @BeforeEach
    void aModel() {
        runner = new Runner(pool);
        start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(20));
    }

    private Instant hour(int hours) {
        return start.plus(Duration.ofHours(hours));
    }

    /// Item by item 14 lost ones would come by chance in one of 30,000 cases, but they are all on two texts: of the
    /// four ways to flip their signs one is so low.
    @Test
    void findsNothingWhereTwoTextsOfTwentyWentBadly() {
        var lost = IntStream.range(0, 14).toArray();
        var second = answeredByTexts(hour(1), lost);
        runner.send(answeredByTexts(hour(0)));
        runner.send(second);
        runner.awaitTaken(second);

        assertThat(runner.told("regression-found")).isEmpty();
    }

    /// One question on each of fourteen texts is lost: of the 2^14 ways to flip their signs one is so low.
    @Test
    void judgesALossByTheTextsThatItIsSpreadOver() {
        var second = answeredByTexts(
                hour(1), IntStream.range(0, 14).map(text -> 10 * text).toArray());
        runner.send(answeredByTexts(hour(0)));
        runner.send(second);
        runner.awaitTaken(second);

        var found = runner.told("regression-found");
        assertThat(found).hasSize(1);
        var event = JsonPath.from(found.getFirst().value());
        assertThat(event.getString("findings[0].statistical_details.test")).isEqualTo("cluster_exchange_mid_p");
        assertThat(event.getInt("findings[0].statistical_details.items")).isEqualTo(200);
        assertThat(event.getInt("findings[0].statistical_details.item_clusters"))
                .isEqualTo(20);
        assertThat(event.getInt("findings[0].statistical_details.items_lost")).isEqualTo(14);
    }

    /// Ten questions on each of twenty texts: those on the first sixteen are answered well, but for the lost ones.
    private Runner.Told answeredByTexts(Instant at, int... lost) {
        var scores = new double[200];
        Arrays.fill(scores, 0, 160, 1);
        Arrays.stream(lost).forEach(item -> scores[item] = 0);
        var texts = IntStream.range(0, scores.length)
                .mapToObj(item -> "\"%016x\"".formatted(0xc000 + item / 10))
                .collect(Collectors.joining(","));
        return runner.answered("gsm8k", at, scores).with("\"item_clusters\": [%s]".formatted(texts));
    }
}
