package io.llmlab.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectMainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private int run(String... words) {
        return DetectMain.run(
                Arrays.asList(words),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private JsonNode answer() throws IOException {
        return new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    /// Sixty points around a hundred, forty around another level.
    private static double[] step(long seed, double level) {
        var random = new Random(seed);
        return IntStream.range(0, 100)
                .mapToDouble(at -> (at < 60 ? 100 : level) + random.nextGaussian())
                .toArray();
    }

    private static String json(double[] values) {
        return Arrays.stream(values).mapToObj(Double::toString).collect(Collectors.joining(", ", "[", "]"));
    }

    @Test
    void findsAStepInJsonAndTheAlarmAfterIt() throws IOException {
        var file = file("a.json", "{\"down\": %s, \"still\": %s}".formatted(json(step(1, 94)), json(step(2, 100))));

        assertThat(run("--json", "--replay", file)).isZero();
        var down = answer().path("down");
        assertThat(down.path("change_points")).hasSize(1);
        assertThat(down.path("change_points").path(0).intValue()).isBetween(59, 61);
        assertThat(down.path("changes").path(0).path("change_percent").doubleValue())
                .isBetween(-.08, -.04);
        assertThat(down.path("alarms").path(0).intValue()).isBetween(60, 61);
        assertThat(answer().path("still").path("change_points")).isEmpty();
        assertThat(answer().path("still").path("alarms")).isEmpty();
    }

    @Test
    void countsOnlyMovesOfTheChosenDirection() throws IOException {
        var file = file("a.json", "{\"down\": %s}".formatted(json(step(1, 94))));

        assertThat(run("--json", "--replay", "--direction", "up", file)).isZero();
        assertThat(answer().path("down").path("change_points")).isEmpty();
        assertThat(answer().path("down").path("alarms")).isEmpty();
    }

    @Test
    void takesTheOnsetsOfAnotherMethodsAlarms() throws IOException {
        var file = file("a.json", "{\"down\": %s}".formatted(json(step(1, 94))));

        assertThat(run("--json", "--method", "new_run", file)).isZero();
        assertThat(answer().path("down").path("change_points").path(0).intValue())
                .isBetween(59, 61);
    }

    @Test
    void readsColumnsOfNumbersWithGapsAndLeavesOutOthers() throws IOException {
        var rows = IntStream.range(0, 40)
                .mapToObj(day -> "2026-01-%02d;%s;abc"
                        .formatted(day % 28 + 1, day == 7 ? "" : String.valueOf(day < 20 ? 5 + day % 2 : 9 + day % 2)))
                .collect(Collectors.joining("\n"));

        assertThat(run("--json", file("a.csv", "\uFEFFtime;latency;commit\n" + rows)))
                .isZero();
        assertThat(answer().size()).isEqualTo(1);
        assertThat(answer().path("latency").path("change_points").path(0).intValue())
                .isEqualTo(20);
        assertThat(answer().path("latency").path("left_out").path(0).intValue()).isEqualTo(7);
    }

    @Test
    void saysThatThereAreTooFewPoints() throws IOException {
        assertThat(run(file("a.json", "{\"short\": [1, 2, 3]}"))).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("5 more points are needed");
    }

    /// Twelve items are lost, but they are four epochs of three questions: of the eight ways to flip the signs of the
    /// questions two are so far out.
    @Test
    void takesTheEpochsOfAQuestionForOnePieceOfEvidence() throws IOException {
        file("run0.json", inspectLog(1, 0));
        file("run1.json", inspectLog(2, 3));

        assertThat(run("--json", folder.toString())).isZero();

        var items = answer().properties().iterator().next().getValue().path("items");
        assertThat(items.path("lost").intValue()).isEqualTo(12);
        assertThat(items.path("p_value").doubleValue()).isCloseTo(.25, within(1e-9));
    }

    /// Eight questions in four epochs, of which the first are answered wrong in each.
    private static String inspectLog(int day, int wrong) {
        var samples = IntStream.range(0, 32)
                .mapToObj(sample -> """
                        {"id": "q%d", "epoch": %d, "input": "1+1", "target": "2", "scores": {"match": {"value": "%s"}}}""".formatted(sample % 8, 1 + sample / 8, sample % 8 < wrong ? "I" : "C"))
                .collect(Collectors.joining(","));
        return """
                {"version": 2, "status": "success",
                "eval": {"eval_id": "e%1$d", "run_id": "r%1$d", "task_id": "t%1$d", "created": "2026-02-0%1$dT04:05:06+00:00",
                "task": "sums", "task_version": 1, "model": "openai/gpt-x", "dataset": {"name": "sums", "samples": 8},
                "config": {"epochs": 4}, "scorers": [{"name": "match"}]},
                "plan": {"steps": [], "config": {}},
                "results": {"total_samples": 32, "completed_samples": 32, "scores": [{"name": "match", "scorer": "match",
                "scored_samples": 8, "metrics": {"accuracy": {"name": "accuracy", "value": %2$s}}}]},
                "stats": {"started_at": "2026-02-0%1$dT04:05:07+00:00", "completed_at": "2026-02-0%1$dT04:06:07+00:00"},
                "samples": [%3$s]}
                """.formatted(day, (8.0 - wrong) / 8, samples);
    }

    /// A model that unlearns, as the real one below: ten runs that miss two to four of 40 items, eight that miss
    /// 18 to 20.
    @Test
    void seesSinceWhichRunOfAFolderAModelIsWorse() throws IOException {
        for (int run = 0; run < 18; run++) {
            file("run%02d.jsonl".formatted(run), evalLog(run, run % 3 + (run < 10 ? 2 : 18)));
        }

        assertThat(run("--json", "--replay", "--direction", "down", folder.toString()))
                .isZero();
        var series = answer().properties().iterator().next().getValue();
        assertThat(series.path("alarms")).extracting(JsonNode::asInt).containsExactly(10);
        assertThat(series.path("change_points")).extracting(JsonNode::asInt).containsExactly(10);
    }

    @Test
    void takesTheNameOfAModelForResultsThatNameNone() throws IOException {
        var file = file("bmf.json", "{\"answers\": {\"latency\": {\"value\": 88.5}}}");

        assertThat(run(file)).isEqualTo(1);
        assertThat(errors()).contains("does not name a model");
        assertThat(run("--json", "--model", "m", file)).isZero();
        assertThat(answer().fieldNames().next()).startsWith("m · answers");
    }

    @Test
    void namesFilesOfAFolderThatHoldNoResults() throws IOException {
        file("run0.jsonl", evalLog(0));
        file("other.json", "{\"a\": \"text\"}");

        assertThat(run(folder.toString())).isZero();
        assertThat(errors()).contains("other.json");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("s.dev");
    }

    /// An OpenAI evals log in which the second run loses nine items.
    private static String evalLog(int run) {
        return evalLog(run, run == 0 ? 0 : 9);
    }

    /// An OpenAI evals log of 40 items.
    private static String evalLog(int run, int wrong) {
        var events = IntStream.range(0, 40)
                .mapToObj(item -> """
                        {"run_id": "r%d", "event_id": %d, "sample_id": "s.%d", "type": "match", "data": {"correct": %s}, \
                        "created_by": "", "created_at": "2026-01-%02d 10:00:00.000000+00:00"}""".formatted(run, item, item, item >= wrong, run + 1))
                .collect(Collectors.joining("\n"));
        return """
                {"spec": {"completion_fns": ["m"], "eval_name": "s.dev.v0", "base_eval": "s", "split": "dev", \
                "run_config": {}, "created_by": "", "run_id": "r%d", "created_at": "2026-01-%02d 10:00:00.000000"}}
                {"final_report": {"accuracy": %s}}
                """.formatted(run, run + 1, (40.0 - wrong) / 40) + events + "\n";
    }

    @Test
    void refusesWhatItCannotRead() throws IOException {
        assertThat(run(file("a.json", "{"))).isEqualTo(1);
        assertThat(run(file("a.csv", ""))).isEqualTo(1);
        assertThat(run(file("b.csv", "a,b\n1,2,3\n"))).isEqualTo(1);
        assertThat(run(file("b.json", "{\"a\": \"text\"}"))).isEqualTo(1);
        assertThat(run(folder.resolve("none.csv").toString())).isEqualTo(1);
        assertThat(errors())
                .contains(
                        "a.json is no JSON",
                        "a.csv is empty",
                        "row 2 has 3 cells",
                        "{\"name\": [numbers]}",
                        "There is no ");
    }

    @Test
    void refusesACommandLineItDoesNotUnderstand() {
        assertThat(run("--metho", "auto", "a.csv")).isEqualTo(2);
        assertThat(run("--method", "magic", "a.csv")).isEqualTo(2);
        assertThat(run("--family", "odd", "a.csv")).isEqualTo(2);
        assertThat(run("--direction", "left", "a.csv")).isEqualTo(2);
        assertThat(run("--json")).isEqualTo(2);
        assertThat(errors()).contains("change_point", "There is no FILE.");
    }

    /// A steep rise, a level of a few runs, and a slow fall from it: what counts is where each regime has led to.
    @Test
    void callsASlowFallBehindASteepRiseAFall() throws IOException {
        var curve = new double[] {
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .05, .12, .21, .26, .27, .22, .21, .22, .215, .21, .205, .2, .195, .19
        };

        run(
                "--json",
                "--replay",
                "--direction",
                "down",
                "--family",
                "proportion",
                file("a.json", "{\"a\": %s}".formatted(json(curve))));

        assertThat(answer().get("a").get("alarms")).hasSize(1);
    }

    /// The checkpoints of two models in training: the small one unlearns what it had learned, the larger one does not.
    @Test
    void seesThatASmallModelFallsAndALargerOneDoesNot() throws IOException {
        var samples = Path.of("../../../shared/samples/lm-eval-0.3-checkpoints");
        assumeTrue(Files.isDirectory(samples), "there is no ../shared beside the project");

        run("--json", "--replay", "--direction", "down", samples.toString());

        var small = answer().get("EleutherAI/pythia-v1.1-70m · lambada_openai · acc");
        assertThat(small.get("alarms")).hasSize(1);
        assertThat(small.get("change_points")).extracting(JsonNode::asInt).contains(15);
        var larger = answer().get("EleutherAI/pythia-v1.1-1.4b · lambada_openai · acc");
        assertThat(larger.get("alarms")).isEmpty();
        assertThat(larger.get("change_points")).isEmpty();
    }
}
