package io.llmlab.formats;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/// Bencher Metric Format v0, https://bencher.dev/docs/reference/bencher-metric-format/: each benchmark is a task, each
/// measure a metric. It names neither model nor time nor unit.
final class BencherFormat implements ResultFormat {

    private static final Harness HARNESS = new Harness("bencher", null);
    private static final int NAME_LENGTH = 1024;
    private static final int MEASURE_LENGTH = 64;

    @Override
    public String name() {
        return "bmf";
    }

    @Override
    public Claim claim(Outline outline) {
        var benchmarks = outline.fields().values();
        return outline.is(Outline.Kind.OBJECT)
                        && !outline.followed()
                        && !benchmarks.isEmpty()
                        && benchmarks.stream().allMatch(BencherFormat::isBenchmark)
                ? Claim.RESULTS
                : Claim.NONE;
    }

    private static boolean isBenchmark(Outline benchmark) {
        return benchmark.is(Outline.Kind.OBJECT)
                && !benchmark.fields().isEmpty()
                && benchmark.fields().values().stream()
                        .allMatch(measure -> measure.at("value").is(Outline.Kind.NUMBER));
    }

    @Override
    public List<RunDraft> read(InputFile file, Surroundings surroundings) {
        var name = surroundings.options().nameOfUnnamed();
        if (name == null) {
            throw new UnreadableResults(
                    file.name(),
                    "is Bencher Metric Format, which does not name a model: give the model's name with it");
        }
        var model = new ParsedModel(name, null, null);
        return new Json(surroundings.options().limits())
                .tree(file)
                .propertyStream()
                .map(benchmark -> run(file, model, benchmark))
                .toList();
    }

    private static RunDraft run(InputFile file, ParsedModel model, Map.Entry<String, JsonNode> benchmark) {
        if (benchmark.getKey().length() > NAME_LENGTH) {
            throw new UnreadableResults(
                    file.name(), "names a benchmark with more than %d characters".formatted(NAME_LENGTH));
        }
        var run = new RunDraft(HARNESS, model, new ParsedTask(benchmark.getKey(), null, null));
        run.fingerprint("harness", HARNESS.name());
        benchmark.getValue().propertyStream().forEach(measure -> addMeasure(file, run, measure));
        return run;
    }

    private static void addMeasure(InputFile file, RunDraft run, Map.Entry<String, JsonNode> measure) {
        var name = measure.getKey();
        var value = measure.getValue().path("value");
        if (name.length() > MEASURE_LENGTH) {
            throw new UnreadableResults(
                    file.name(), "names a measure with more than %d characters".formatted(MEASURE_LENGTH));
        }
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            run.notes.add("measure %s was left out: its value is no finite number".formatted(name));
            return;
        }
        run.metric(Metrics.named(name, value.doubleValue(), null, null, null));
        if (measure.getValue().has("lower_value") || measure.getValue().has("upper_value")) {
            run.notes.add(
                    "lower_value and upper_value of %s were left out: they are no standard error".formatted(name));
        }
    }
}
