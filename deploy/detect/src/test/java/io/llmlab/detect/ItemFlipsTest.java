package io.llmlab.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the command says of the items of two runs.
class ItemFlipsTest {

    private static final int QUESTIONS = 20;
    private static final int EPOCHS = 4;

    @TempDir
    private Path folder;

    private String run(String... options) {
        var out = new ByteArrayOutputStream();
        var words =
                Stream.concat(Stream.of(options), Stream.of(folder.toString())).toList();
        var code = DetectMain.run(
                words,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(code).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    private JsonNode items() throws IOException {
        return new ObjectMapper()
                .readTree(run("--json"))
                .properties()
                .iterator()
                .next()
                .getValue()
                .path("items");
    }

    /// An inspect log of questions that were asked several times.
    ///
    /// @param wrong so many questions, the first ones, are wrong each time
    private void log(int day, int wrong) throws IOException {
        var samples = IntStream.range(0, QUESTIONS * EPOCHS)
                .mapToObj(sample -> """
                        {"id": "q%d", "epoch": %d, "input": "?", "target": "!", "scores": {"match": {"value": "%s"}}}""".formatted(
                                sample % QUESTIONS, 1 + sample / QUESTIONS, sample % QUESTIONS < wrong ? "I" : "C"))
                .collect(Collectors.joining(", "));
        Files.writeString(folder.resolve("log%d.json".formatted(day)), """
                {"version": 2, "status": "success", "samples": [%s],
                 "eval": {"eval_id": "e%d", "created": "2026-02-0%dT04:05:06+00:00", "task": "sums", "model": "openai/m",
                          "dataset": {"name": "sums"}, "config": {"epochs": %d}},
                 "results": {"scores": [{"name": "match", "scorer": "match",
                             "metrics": {"accuracy": {"name": "accuracy", "value": %s}}}]}}""".formatted(
                        samples, day, day, EPOCHS, (double) (QUESTIONS - wrong) / QUESTIONS));
    }

    /// Eight answers are lost, which by themselves were a chance of one in 128; but they are two questions, and
    /// of the four ways to flip their signs one is so low.
    @Test
    void countsTheAnswersToAQuestionAskedSeveralTimesAsOne() throws IOException {
        log(1, 0);
        log(2, 2);

        assertThat(items().path("lost").intValue()).isEqualTo(2 * EPOCHS);
        assertThat(items().path("test").textValue()).isEqualTo("sign_flip");
        assertThat(items().path("p_value").doubleValue()).isCloseTo(.5, within(1e-12));
    }

    /// An OpenAI evals log of 40 items, of which the first ones are wrong.
    private void evalLog(int day, int wrong) throws IOException {
        var events = IntStream.range(0, 40)
                .mapToObj(item -> """
                        {"run_id": "r%d", "event_id": %d, "sample_id": "s.%d", "type": "match", "data": {"correct": %s}, \
                        "created_by": "", "created_at": "2026-01-0%d 10:00:00.000000+00:00"}""".formatted(day, item, item, item >= wrong, day))
                .collect(Collectors.joining("\n"));
        Files.writeString(
                folder.resolve("run%d.jsonl".formatted(day)),
                """
                {"spec": {"completion_fns": ["m"], "eval_name": "s.dev.v0", "base_eval": "s", "split": "dev", \
                "run_config": {}, "created_by": "", "run_id": "r%d", "created_at": "2026-01-0%d 10:00:00.000000"}}
                {"final_report": {"accuracy": %s}}
                """.formatted(day, day, (40.0 - wrong) / 40) + events + "\n");
    }

    /// Twice the chance of nine tosses on one side, less half of it: `2 * (binom.cdf(0, 9, .5) - binom.pmf(0,
    /// 9, .5) / 2)`. The smallest visible difference is `(norm.ppf(.975) + norm.ppf(.8))` errors of Bonett and
    /// Price, with `a, b = 10/42, 1/42` `sqrt((a + b - (a - b)**2) / 42)`.
    @Test
    void namesTheItemsThatFlippedAndTheSmallestDropThatItWouldHaveSeen() throws IOException {
        evalLog(1, 0);
        evalLog(2, 9);

        var items = items();
        assertThat(items.path("shared").intValue()).isEqualTo(40);
        assertThat(items.path("gained").intValue()).isZero();
        assertThat(items.path("lost_items"))
                .extracting(JsonNode::textValue)
                .containsExactlyInAnyOrder("s.0", "s.1", "s.2", "s.3", "s.4", "s.5", "s.6", "s.7", "s.8");
        assertThat(items.path("gained_items")).isEmpty();
        assertThat(items.path("p_value").doubleValue()).isCloseTo(.001953125, within(1e-9));
        assertThat(items.path("smallest_visible").doubleValue()).isCloseTo(0.20090576060977205, within(1e-9));
        assertThat(run())
                .contains("40 shared items: 9 lost, 0 gained")
                .contains("could not have been seen item by item: a change under 0.201")
                .contains("lost: s.0, s.1, s.2, s.3, s.4, …");
    }
}
