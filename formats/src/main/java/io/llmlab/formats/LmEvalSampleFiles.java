package io.llmlab.formats;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the samples file of a task. Its lines do not name the task, but its name does: `samples_<task>_<date>.jsonl`,
/// in the folder of the results, with their date; before 0.4.2 `<results>_<task>.jsonl`.
final class LmEvalSampleFiles {

    private static final Pattern EXTENSION = Pattern.compile("(\\.(jsonl?|gz))+$");

    private final InputFile results;
    private final List<String> tasks;
    private final Surroundings surroundings;

    LmEvalSampleFiles(InputFile results, JsonNode root, Surroundings surroundings) {
        this.results = results;
        this.tasks = Nodes.fields(root.path("results")).stream()
                .map(field -> field.getKey())
                .toList();
        this.surroundings = surroundings;
    }

    void attach(RunDraft run, String filter, @Nullable Long count) {
        var file = surroundings.parts().stream()
                .filter(part -> isOf(part, run.task.name()))
                .findFirst();
        if (file.isEmpty()) {
            return;
        }
        surroundings.use(file.get());
        var names = run.metrics.stream().map(ParsedMetric::name).toList();
        var samples = LmEvalSamples.of(file.get(), filter, names, surroundings.options());
        run.scoreMetric = samples.scoreMetric();
        run.samples = samples.withCount(count == null ? -1 : count);
    }

    private boolean isOf(InputFile part, String task) {
        return part.folder().equals(results.folder())
                && Objects.equals(date(part), date(results))
                && isNamed(part, task)
                && tasks.stream().noneMatch(other -> other.length() > task.length() && isNamed(part, other));
    }

    /// A task is named with `/` replaced, as file names need it.
    private static boolean isNamed(InputFile part, String task) {
        var stem = LmEvalFormat.DATE
                .matcher(EXTENSION.matcher(part.baseName()).replaceFirst(""))
                .replaceFirst("");
        var name = stem.endsWith("_") ? stem.substring(0, stem.length() - 1) : stem;
        var wanted = task.replace('/', '_');
        return name.equals(wanted) || name.endsWith("_" + wanted);
    }

    private static @Nullable String date(InputFile file) {
        var date = LmEvalFormat.DATE.matcher(file.baseName());
        return date.find() ? date.group().replace(':', '-') : null;
    }
}
