package io.llmlab.runner.load;

import static java.util.Objects.requireNonNull;

import io.llmlab.formats.ParsedRun;
import io.llmlab.runner.model.ModelReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which runs of results files are stored now, and the ids that they and the others have.
///
/// @param models of the runs, by their names
/// @param fresh ids of the runs that are to be stored
/// @param byTask ids of all runs, by model and task
/// @param known how many are there already
/// @param root the run whose parts those are that belong to no group; null: they stand for themselves
record Claims(
        Map<String, ModelReference> models,
        Map<ParsedRun, Long> fresh,
        Map<List<String>, Long> byTask,
        int known,
        @Nullable Long root) {

    /// With a run of the files that has an id of old.
    Claims with(ParsedRun run, long id) {
        var tasks = new HashMap<>(byTask);
        tasks.put(key(run, run.task().name()), id);
        return new Claims(models, fresh, tasks, known, root);
    }

    Claims below(long root) {
        return new Claims(models, fresh, byTask, known, root);
    }

    ModelReference modelOf(ParsedRun run) {
        return requireNonNull(models.get(run.model().name()));
    }

    @Nullable
    Long parentOf(ParsedRun run) {
        var group = run.task().group();
        var parent = group == null ? null : byTask.get(key(run, group));
        return parent == null ? root : parent;
    }

    static List<String> key(ParsedRun run, String task) {
        return List.of(run.model().name(), task);
    }
}
