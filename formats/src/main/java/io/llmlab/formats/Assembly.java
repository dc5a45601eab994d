package io.llmlab.formats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// Makes one reading of the gathered files: which format has which file, its runs, their times and hashes.
final class Assembly {

    private static final int NAMED = 5;

    private final ReadingOptions options;
    private final List<InputFile> files;
    private final List<Reading.Rejected> rejected;
    private final List<String> warnings = new ArrayList<>();
    private final Map<ResultFormat, List<InputFile>> results = new LinkedHashMap<>();
    private final Map<ResultFormat, List<InputFile>> parts = new LinkedHashMap<>();

    private record Draft(ResultFormat format, InputFile file, List<RunDraft> runs) {}

    Assembly(ReadingOptions options, Gathering gathering) {
        this.options = options;
        this.rejected = new ArrayList<>(gathering.rejected());
        this.files = gathering.files().stream()
                .sorted(Comparator.comparing(InputFile::name, NaturalOrder.INSTANCE))
                .toList();
        if (!gathering.links().isEmpty()) {
            warnings.add("symbolic links were not followed: %s".formatted(some(gathering.links())));
        }
    }

    /// @throws UnreadableResults where nothing could be read
    Reading reading(AutoCloseable unpacked) {
        sort();
        var drafts = new ArrayList<Draft>();
        for (var format : ResultFormats.ALL) {
            drafts.addAll(read(format));
        }
        if (drafts.isEmpty()) {
            throw nothing();
        }
        nameModel(drafts);
        var batches = dated(drafts);
        warnings.addAll(Repetitions.among(batches));
        return new Reading(batches, List.copyOf(rejected), List.copyOf(warnings), unpacked);
    }

    private void sort() {
        var others = new ArrayList<String>();
        var json = new Json(options.limits());
        for (var file : files) {
            Outline outline;
            try {
                outline = Outline.of(file, json, options.limits());
            } catch (UnreadableResults broken) {
                rejected.add(new Reading.Rejected(broken.file(), broken.reason()));
                continue;
            }
            if (!claimed(file, outline)) {
                reject(file, outline, others);
            }
        }
        if (!others.isEmpty()) {
            warnings.add("passed over, because no results: %s".formatted(some(others)));
        }
    }

    private boolean claimed(InputFile file, Outline outline) {
        for (var format : ResultFormats.chosen(options.format())) {
            switch (format.claim(outline)) {
                case RESULTS -> {
                    results.computeIfAbsent(format, _ -> new ArrayList<>()).add(file);
                    return true;
                }
                case PART -> {
                    parts.computeIfAbsent(format, _ -> new ArrayList<>()).add(file);
                    return true;
                }
                case NONE -> {}
            }
        }
        return false;
    }

    /// Folders hold licences, logs and pictures too; a file that was named is meant.
    private void reject(InputFile file, Outline outline, List<String> others) {
        if (!file.given() && outline.is(Outline.Kind.OTHER)) {
            others.add(file.name());
            return;
        }
        rejected.add(new Reading.Rejected(file.name(), Rejection.reason(outline, options.format())));
    }

    private List<Draft> read(ResultFormat format) {
        var surroundings = new Surroundings(options, parts.getOrDefault(format, List.of()));
        var drafts = new ArrayList<Draft>();
        for (var file : results.getOrDefault(format, List.of())) {
            try {
                drafts.add(new Draft(format, file, format.read(file, surroundings)));
            } catch (UnreadableResults broken) {
                rejected.add(new Reading.Rejected(broken.file(), broken.reason()));
            }
        }
        for (var part : surroundings.unused()) {
            rejected.add(new Reading.Rejected(
                    part.name(), "holds samples of results that were not given: give the results file with it"));
        }
        warnings.addAll(surroundings.warnings());
        return drafts;
    }

    private UnreadableResults nothing() {
        if (rejected.isEmpty()) {
            return new UnreadableResults("import", "there are no results; accepted are " + ResultFormats.accepted());
        }
        var first = rejected.getFirst();
        var more = rejected.size() == 1 ? "" : " (and %d other files could not be read)".formatted(rejected.size() - 1);
        return new UnreadableResults(first.file(), first.reason() + more);
    }

    private void nameModel(List<Draft> drafts) {
        var name = options.modelName();
        if (name == null) {
            return;
        }
        var models = drafts.stream()
                .flatMap(draft -> draft.runs().stream())
                .map(run -> run.model.name())
                .distinct()
                .toList();
        if (models.size() > 1) {
            throw new UnreadableResults(
                    "model_name", "can name one model, but the files hold runs of %s".formatted(some(models)));
        }
        drafts.stream()
                .flatMap(draft -> draft.runs().stream())
                .forEach(run -> run.model = new ParsedModel(name, run.model.provider(), run.model.resolved()));
    }

    private List<ParsedBatch> dated(List<Draft> drafts) {
        var undated = drafts.stream()
                .filter(draft -> draft.runs().stream().anyMatch(run -> run.time == null))
                .map(Draft::file)
                .toList();
        var times = new HashMap<>(new Dating(options).times(undated));
        return drafts.stream().map(draft -> batch(draft, times)).toList();
    }

    private static ParsedBatch batch(Draft draft, Map<InputFile, RunTime> times) {
        var runs = draft.runs().stream()
                .map(run -> run.finished(run.time == null ? shared(run, draft.file(), times) : run.time))
                .toList();
        return new ParsedBatch(draft.format().name(), draft.file().name(), runs);
    }

    private static RunTime shared(RunDraft run, InputFile file, Map<InputFile, RunTime> times) {
        var time = Objects.requireNonNull(times.get(file));
        return new RunTime(time.at(), time.source(), run.duration);
    }

    private static String some(List<String> names) {
        var first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return names.size() > NAMED ? "%s and %d more".formatted(first, names.size() - NAMED) : first;
    }
}
