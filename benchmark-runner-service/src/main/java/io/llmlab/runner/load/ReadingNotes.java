package io.llmlab.runner.load;

import io.llmlab.formats.Reading;
import java.util.ArrayList;
import java.util.List;

/// What a person should know of results that were read, one sentence each: what was passed over, what was left out.
final class ReadingNotes {

    private ReadingNotes() {}

    static List<String> of(Reading reading) {
        var notes = new ArrayList<>(reading.warnings());
        reading.batches()
                .forEach(batch -> batch.runs().stream()
                        .flatMap(run -> run.notes().stream()
                                .map(note -> "%s, %s: %s"
                                        .formatted(batch.file(), run.task().name(), note)))
                        .distinct()
                        .forEach(notes::add));
        return notes;
    }

    /// With the files that could not be read.
    static List<String> ofAll(Reading reading) {
        var notes = of(reading);
        reading.rejected().forEach(file -> notes.add("%s was left out: it %s".formatted(file.file(), file.reason())));
        return notes;
    }
}
