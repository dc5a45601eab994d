package io.llmlab.runner.load;

import io.llmlab.formats.ParsedBatch;
import io.llmlab.formats.ParsedRun;
import io.llmlab.formats.RunTime;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The results that a program left, said in the words of the run it executed: its model, its data set, and its time,
/// because all of them are of one execution, whatever dates a program writes.
///
/// @param own those of the run itself, one of the batches' runs; null: there are none
record ExecutedFiles(List<ParsedBatch> batches, @Nullable ParsedRun own) {

    /// What tells results of one execution apart.
    private record Place(String model, String task, Map<String, Object> fingerprint) {

        static Place of(ParsedRun run) {
            return new Place(run.model().name(), run.task().name(), new TreeMap<>(run.fingerprint()));
        }
    }

    static ExecutedFiles of(List<ParsedBatch> read, ExecutedNames names) {
        var seen = new HashMap<Place, Integer>();
        var batches = new ArrayList<ParsedBatch>();
        ParsedRun own = null;
        for (var batch : read) {
            var runs = new ArrayList<ParsedRun>();
            for (var run : batch.runs()) {
                var number = seen.merge(Place.of(run), 1, Integer::sum);
                var said = said(run, names, number);
                runs.add(said);
                own = own == null && names.isOwn(run) ? said : own;
            }
            batches.add(new ParsedBatch(batch.format(), batch.file(), runs));
        }
        return new ExecutedFiles(List.copyOf(batches), own);
    }

    List<ParsedRun> runs() {
        return batches.stream().flatMap(batch -> batch.runs().stream()).toList();
    }

    List<ParsedRun> others() {
        return runs().stream().filter(run -> run != own).toList();
    }

    ParsedBatch batchOf(ParsedRun run) {
        return batches.stream()
                .filter(batch -> batch.runs().stream().anyMatch(one -> one == run))
                .findFirst()
                .orElseThrow();
    }

    private static ParsedRun said(ParsedRun run, ExecutedNames names, int number) {
        var executed = names.executed().run();
        var labels = new HashMap<>(executed.labels());
        labels.putAll(run.labels());
        return new ParsedRun(
                names.named(run.model()),
                names.named(run.task()),
                new RunTime(
                        executed.timestamp(), RunTime.Source.CALLER, run.time().duration()),
                run.harness(),
                run.outcome(),
                run.fingerprint(),
                run.config(),
                run.metrics(),
                run.scoreMetric(),
                labels,
                hash("%d %s %d".formatted(executed.id(), Place.of(run), number)),
                run.notes(),
                run.samples());
    }

    /// The content is that of this execution: a program that measures the same again is stored again, and one that an
    /// instance had begun with before it was lost is not stored twice.
    private static String hash(String place) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(place.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every JDK has SHA-256", missing);
        }
    }
}
