package io.llmlab.runner.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.formats.Outcome;
import io.llmlab.formats.ParsedMetric;
import io.llmlab.formats.ParsedRun;
import io.llmlab.formats.ParsedSample;
import io.llmlab.formats.ReadingOptions;
import io.llmlab.formats.ResultFiles;
import io.llmlab.formats.UnreadableResults;
import io.llmlab.runner.command.CommandConfig.Program;
import io.llmlab.runner.dataset.ItemKey;
import io.llmlab.runner.execute.RunFailure;
import io.llmlab.runner.run.Fingerprint;
import io.llmlab.runner.run.MetricType;
import io.llmlab.runner.run.NewMetric;
import io.llmlab.runner.run.SampleRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Reads what a program left in its folder. It blocks.
@ApplicationScoped
class ProgramResults {

    private static final int MOST_SAMPLES = 100_000;

    private final ObjectMapper mapper;

    ProgramResults(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /// @throws RunFailure if there are no results, or none of the run's data set
    Imported read(WorkFolder folder, Program program, String modelName, String datasetName) {
        var files = files(folder, program);
        var options = ReadingOptions.defaults()
                .withFormat(program.format())
                .withModelName(modelName)
                .withWorkFolder(folder.path());
        try (var reading = ResultFiles.read(files, options)) {
            var runs = reading.batches().stream()
                    .flatMap(batch -> batch.runs().stream())
                    .toList();
            return imported(chosen(runs, datasetName), runs, datasetName);
        } catch (UnreadableResults unreadable) {
            throw new RunFailure("The program's results cannot be read: " + unreadable.getMessage());
        }
    }

    private static List<Path> files(WorkFolder folder, Program program) {
        try {
            var files = folder.matching(program.results());
            if (files.isEmpty()) {
                throw new RunFailure("The program ended well and left no file that fits %s (its results setting)"
                        .formatted(program.results()));
            }
            return files;
        } catch (IOException failure) {
            throw new RunFailure("The program's results cannot be read: " + failure.getMessage());
        }
    }

    /// The task of the run's data set; where there is but one task, that one, whatever it is called.
    private static ParsedRun chosen(List<ParsedRun> runs, String datasetName) {
        var named = runs.stream()
                .filter(run -> run.task().name().equals(datasetName))
                .findFirst();
        if (named.isEmpty() && runs.size() != 1) {
            throw new RunFailure("The program's results are of %s, and none is called %s, as the run's data set is"
                    .formatted(tasks(runs), datasetName));
        }
        return named.orElseGet(runs::getFirst);
    }

    private Imported imported(ParsedRun run, List<ParsedRun> all, String datasetName) {
        if (run.outcome().status() != Outcome.Status.COMPLETED) {
            throw new RunFailure(
                    "The program's results say that it failed: " + run.outcome().error());
        }
        var samples = new ArrayList<SampleRow>();
        run.samples().forEach(sample -> {
            if (samples.size() == MOST_SAMPLES) {
                throw new RunFailure("The program's results have more than %d samples".formatted(MOST_SAMPLES));
            }
            samples.add(row(datasetName, sample, samples.size()));
        });
        return new Imported(
                fingerprint(run),
                run.metrics().stream().map(ProgramResults::metric).toList(),
                samples,
                all.stream()
                        .filter(other -> other != run)
                        .map(other -> other.task().name())
                        .toList());
    }

    /// As for an imported file: so imported history continues in runs that the service starts.
    private Fingerprint fingerprint(ParsedRun run) {
        ObjectNode parts = mapper.valueToTree(run.fingerprint());
        if (!parts.has("harness")) {
            parts.put("harness", run.harness().name());
        }
        if (!parts.has("dataset_version") && run.task().version() != null) {
            parts.put("dataset_version", run.task().version());
        }
        return Fingerprint.of(parts);
    }

    private static NewMetric metric(ParsedMetric metric) {
        return new NewMetric(
                MetricType.valueOf(metric.type().name()),
                metric.name(),
                metric.value(),
                metric.unit(),
                null,
                null,
                null,
                null,
                metric.stdError(),
                metric.sampleCount() == null ? null : Integer.valueOf(Math.toIntExact(metric.sampleCount())),
                metric.higherIsBetter());
    }

    private static SampleRow row(String dataset, ParsedSample sample, int position) {
        return new SampleRow(
                position,
                sample.id(),
                ItemKey.of(dataset, sample.id()),
                sample.prompt(),
                sample.answer(),
                sample.target(),
                sample.error() == null ? sample.score() : null,
                sample.unparsed() == null ? null : Boolean.valueOf(!sample.unparsed()),
                sample.latencyMs(),
                sample.inputTokens(),
                sample.outputTokens(),
                sample.cost(),
                sample.error(),
                sample.cluster());
    }

    private static String tasks(List<ParsedRun> runs) {
        return runs.stream().map(run -> run.task().name()).limit(20).collect(Collectors.joining(", "));
    }
}
