package io.llmlab.runner.load;

import io.llmlab.formats.ParsedModel;
import io.llmlab.formats.ParsedRun;
import io.llmlab.formats.ParsedTask;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a program's files call the model and the data set of the run it executed.
///
/// The model is the only one of the files, else the one of the run's model's name or remote name. The data set is the
/// task of its name, else the only one that is no part of another one.
///
/// @param model null: the files hold several, and none is the run's
/// @param task null: the files hold several, and none is the run's
record ExecutedNames(
        Executed executed, @Nullable String model, @Nullable String task) {

    static ExecutedNames of(List<ParsedRun> runs, Executed executed) {
        var model = model(runs, executed);
        return new ExecutedNames(executed, model, model == null ? null : task(runs, model, executed));
    }

    private static @Nullable String model(List<ParsedRun> runs, Executed executed) {
        var names = distinct(runs, run -> run.model().name());
        if (names.size() == 1) {
            return names.iterator().next();
        }
        for (var exact : List.of(executed.model().name(), executed.remoteName())) {
            if (names.contains(exact)) {
                return exact;
            }
        }
        var alike = names.stream().filter(executed::isServedAs).toList();
        return alike.size() == 1 ? alike.getFirst() : null;
    }

    private static @Nullable String task(List<ParsedRun> runs, String model, Executed executed) {
        var own = runs.stream().filter(run -> run.model().name().equals(model)).toList();
        if (distinct(own, run -> run.task().name()).contains(executed.run().datasetName())) {
            return executed.run().datasetName();
        }
        var whole = own.stream().filter(run -> run.task().group() == null).toList();
        var names = distinct(whole, run -> run.task().name());
        return names.size() == 1 ? names.iterator().next() : null;
    }

    static Set<String> distinct(List<ParsedRun> runs, Function<ParsedRun, String> name) {
        return runs.stream().map(name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// Whether these are results of the executed run.
    boolean isOwn(ParsedRun run) {
        return run.model().name().equals(model) && run.task().name().equals(task);
    }

    ParsedModel named(ParsedModel said) {
        return said.name().equals(model)
                ? new ParsedModel(executed.model().name(), said.provider(), said.resolved())
                : said;
    }

    /// Of another model too: it is the same data set.
    ParsedTask named(ParsedTask said) {
        var group = said.group();
        return new ParsedTask(named(said.name()), said.version(), group == null ? null : named(group));
    }

    private String named(String said) {
        return said.equals(task) ? executed.run().datasetName() : said;
    }
}
