package io.llmlab.runner.load;

import io.llmlab.formats.ParsedBatch;
import io.llmlab.formats.ParsedRun;
import io.llmlab.formats.Reading;
import io.llmlab.formats.ReadingOptions;
import io.llmlab.formats.ResultFiles;
import io.llmlab.formats.UnreadableResults;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.problem.DomainException.Unavailable;
import io.llmlab.platform.problem.FieldError;
import io.llmlab.runner.load.FileLoader.Loaded;
import io.llmlab.runner.load.ImportAnswer.File;
import io.llmlab.runner.load.ImportAnswer.Problem;
import io.llmlab.runner.run.RunView;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/// Reads an upload and stores it file by file, in the order of their times: that of the events. It blocks.
@ApplicationScoped
class Importing {

    private static final Duration COME_AGAIN = Duration.ofSeconds(5);
    private static final int MOST_ERRORS = 100;

    private final FileLoader loader;

    Importing(FileLoader loader) {
        this.loader = loader;
    }

    /// @throws Invalid where nothing of it could be read or stored
    ImportAnswer read(Spool spool, ReadingOptions options, boolean dryRun) {
        try (var reading = ResultFiles.read(spool.files(), options.withWorkFolder(spool.folder()))) {
            var answer = answer(reading, dryRun);
            if (answer.files().isEmpty()) {
                throw nothing(answer.problems());
            }
            return answer;
        } catch (UnreadableResults unreadable) {
            throw Invalid.inParameter(unreadable.file(), unreadable.reason());
        }
    }

    private ImportAnswer answer(Reading reading, boolean dryRun) {
        var runs = new ArrayList<RunView>();
        var files = new ArrayList<File>();
        var problems = new ArrayList<Problem>();
        reading.rejected().forEach(file -> problems.add(new Problem(file.file(), file.reason())));
        var history = history(reading.batches());
        var inTime = reading.batches().stream()
                .sorted(Comparator.comparing(Importing::start))
                .toList();
        for (var batch : inTime) {
            try {
                var loaded = dryRun ? new Loaded(List.of(), loader.known(batch)) : loader.load(batch, history);
                files.add(file(batch, loaded.known()));
                loaded.runs().stream()
                        .limit(ImportAnswer.MOST - (long) runs.size())
                        .forEach(runs::add);
            } catch (UnreadableResults broken) {
                problems.add(new Problem(broken.file(), broken.reason()));
            } catch (RefusedFile refused) {
                problems.add(new Problem(batch.file(), refused.reason()));
            } catch (SQLException failure) {
                if (!DataFault.isOne(failure)) {
                    throw away(batch, files.size(), failure);
                }
                problems.add(new Problem(batch.file(), "holds what the database does not take"));
                Log.warnf("%s was not stored: %s", batch.file(), failure);
            }
        }
        var stored = files.stream().mapToInt(File::stored).sum();
        var known = files.stream().mapToInt(File::deduplicated).sum();
        if (!dryRun) {
            Log.infof("Imported %d runs of %d files; %d were there already", stored, files.size(), known);
        }
        return new ImportAnswer(dryRun, runs, stored, known, ReadingNotes.of(reading), problems, files);
    }

    private Set<ParsedRun> history(List<ParsedBatch> batches) {
        try {
            return History.of(batches, loader.knownContent(batches));
        } catch (SQLException failure) {
            throw away(batches.getFirst(), 0, failure);
        }
    }

    private static Instant start(ParsedBatch batch) {
        return batch.runs().stream()
                .map(run -> run.time().at())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static File file(ParsedBatch batch, int known) {
        var times = batch.runs().stream().map(run -> run.time().at()).sorted().toList();
        return new File(
                batch.file(),
                batch.format(),
                BatchIds.of(batch),
                batch.runs().size() - known,
                known,
                names(batch, run -> run.model().name()),
                names(batch, run -> run.task().name()),
                times.getFirst(),
                times.getLast(),
                batch.runs().getFirst().time().source().name().toLowerCase(Locale.ROOT));
    }

    private static List<String> names(ParsedBatch batch, Function<ParsedRun, String> name) {
        return batch.runs().stream()
                .map(name)
                .distinct()
                .limit(ImportAnswer.MOST)
                .toList();
    }

    private static Invalid nothing(List<Problem> problems) {
        return new Invalid(problems.stream()
                .limit(MOST_ERRORS)
                .map(problem -> FieldError.inParameter(problem.file(), problem.reason()))
                .toList());
    }

    /// What was stored before stays; the same import again stores the rest.
    private static Unavailable away(ParsedBatch batch, int done, SQLException failure) {
        Log.warnf("The import stopped at %s after %d files: %s", batch.file(), done, failure);
        return new Unavailable(
                "The database did not take %s; %d files before it are stored. The same import again stores the rest"
                        .formatted(batch.file(), done),
                COME_AGAIN);
    }
}
