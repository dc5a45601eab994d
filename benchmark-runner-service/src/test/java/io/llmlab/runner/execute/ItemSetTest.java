package io.llmlab.runner.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Which items runs ask, over HTTP.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class ItemSetTest {

    /// The two jobs of the monitoring suite on a data set that is smaller than both.
    @Test
    void keepsTwoStreamsOfASmallDatasetAndSaysThatAllIsAsked() {
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.adds())) {
            var model = Bench.model(endpoint.baseUrl(), Map.of());
            var dataset = Bench.sums(4);

            var daily = Bench.run(model, dataset, Map.of("sample_size", 1000));
            var hourly = Bench.run(model, dataset, Map.of("sample_size", 100));

            assertThat(daily.getString("fingerprint.items")).isEqualTo("all");
            assertThat(hourly.getString("fingerprint.items")).isEqualTo("all");
            assertThat(hourly.getString("stream")).isNotEqualTo(daily.getString("stream"));
            assertThat(hourly.getInt("sample_count")).isEqualTo(4);
            assertThat(hourly.getList("notes", String.class))
                    .containsExactly("sample_size is 100 and the data set has 4 items: all of them are asked");
            assertThat(Bench.run(model, dataset, Map.of()).getList("notes")).isEmpty();
        }
    }

    @Test
    void asksTheSameItemsEachTime() {
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.adds())) {
            var model = Bench.model(endpoint.baseUrl(), Map.of());
            var dataset = Bench.sums(40);

            var first = Bench.run(model, dataset, Map.of("sample_size", 5));
            var second = Bench.run(model, dataset, Map.of("sample_size", 5));
            var other = Bench.run(model, dataset, Map.of("sample_size", 5, "seed", 7));

            assertThat(items(first)).hasSize(5).isEqualTo(items(second)).isNotEqualTo(items(other));
            // They are no part of the file's beginning.
            assertThat(items(first)).isNotEqualTo(List.of("q1", "q2", "q3", "q4", "q5"));
            assertThat(first.getString("fingerprint.items")).isEqualTo("seeded:5:0");
            assertThat(second.getString("stream")).isEqualTo(first.getString("stream"));
            assertThat(other.getString("stream")).isNotEqualTo(first.getString("stream"));
        }
    }

    /// That two of four draws of 10 of 40 items are alike has a probability of 6 in 847 million.
    @Test
    void drawsAnewForEachRunWhereItShallBeRandom() {
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.adds())) {
            var model = Bench.model(endpoint.baseUrl(), Map.of());
            var dataset = Bench.sums(40);

            var runs = Stream.generate(() -> Bench.run(model, dataset, Map.of("sample_size", 10, "random", true)))
                    .limit(4)
                    .toList();

            assertThat(runs.stream().map(ItemSetTest::items)).doesNotHaveDuplicates();
            assertThat(runs)
                    .extracting(run -> run.getString("fingerprint.items"))
                    .containsOnly("random:10");
            assertThat(runs)
                    .extracting(run -> run.getString("stream"))
                    .containsOnly(runs.getFirst().getString("stream"));
        }
    }

    @Test
    void drawsFromEachStratum() {
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.adds())) {
            var dataset = "strata-" + UUID.randomUUID();
            Bench.upload(dataset, """
                    {"id": "a1", "prompt": "1 plus itself?", "target": "2", "subject": "a"}
                    {"id": "a2", "prompt": "2 plus itself?", "target": "4", "subject": "a"}
                    {"id": "a3", "prompt": "3 plus itself?", "target": "6", "subject": "a"}
                    {"id": "b1", "prompt": "4 plus itself?", "target": "8", "subject": "b"}
                    """);

            var run = Bench.run(
                    Bench.model(endpoint.baseUrl(), Map.of()),
                    dataset,
                    Map.of("sample_size", 3, "stratify_by", "subject"));

            // Quotas 2.25 and 0.75.
            assertThat(run.getString("fingerprint.stratified_by")).isEqualTo("subject");
            var samples = Bench.get("/benchmark-runs/%d/samples".formatted(run.getLong("id")));
            assertThat(samples.getList("id", String.class)).hasSize(3).contains("b1");
        }
    }

    @Test
    void refusesAStratumThatNoItemHas() {
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.adds())) {
            var dataset = "fields-" + UUID.randomUUID();
            Bench.upload(dataset, """
                    {"id": "a1", "prompt": "1 plus itself?", "target": "2", "subject": "a", "level": 1}
                    """);

            Bench.ask(
                            Bench.model(endpoint.baseUrl(), Map.of()),
                            dataset,
                            Map.of("sample_size", 1, "stratify_by", "topic"))
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/benchmark_config/stratify_by"))
                    .body("errors[0].detail", containsString("has the field topic; there are level, subject"));
        }
    }

    @Test
    void judgesEachItemOfAMixedDatasetByItsKind() {
        try (var endpoint = FakeEndpoint.that((exchange, question, n) -> {
            if (question.startsWith("Which")) {
                FakeEndpoint.say(exchange, "B");
            } else {
                FakeEndpoint.adds().answer(exchange, question, n);
            }
        })) {
            var dataset = "mixed-" + UUID.randomUUID();
            Bench.upload(dataset, """
                    {"id": "sum", "prompt": "4 plus itself?", "target": "8"}
                    {"id": "choice", "prompt": "Which of 1, 2 and 3 is even?", "choices": ["1", "2", "3"], "answer": 1}
                    """);

            var run = Bench.run(Bench.model(endpoint.baseUrl(), Map.of()), dataset, Map.of());

            assertThat(run.getString("fingerprint.scorer")).isEqualTo("by_item:1");
            assertThat(run.getDouble("accuracy")).isEqualTo(1);
            // The numbers occur in the question, but not as its choices.
            assertThat(endpoint.questions()).anyMatch(question -> question.contains("B. 2"));
        }
    }

    private static List<String> items(JsonPath run) {
        return Bench.get("/benchmark-runs/%d/samples".formatted(run.getLong("id")))
                .getList("id", String.class);
    }
}
