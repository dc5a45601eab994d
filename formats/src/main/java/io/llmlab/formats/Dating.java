package io.llmlab.formats;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Gives a time to the files that have none.
///
/// The caller's `from` goes to the first of all, in natural order of names. Without it the files of each folder are a
/// series of their own that ends at the youngest modification time among them.
final class Dating {

    private final ReadingOptions options;

    Dating(ReadingOptions options) {
        this.options = options;
    }

    /// One time for each of the files.
    Map<InputFile, RunTime> times(List<InputFile> undated) {
        var sorted = undated.stream()
                .sorted(Comparator.comparing(InputFile::name, NaturalOrder.INSTANCE))
                .toList();
        var times = new LinkedHashMap<InputFile, RunTime>();
        if (options.from() != null) {
            spread(sorted, options.from(), RunTime.Source.CALLER, times);
            return times;
        }
        sorted.stream()
                .collect(Collectors.groupingBy(InputFile::folder, LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(files -> spread(files, firstOf(files), RunTime.Source.ORDER, times));
        return times;
    }

    private Instant firstOf(List<InputFile> files) {
        var last = files.stream()
                .map(InputFile::modified)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return last.minus(options.every().multipliedBy(files.size() - 1L));
    }

    private void spread(List<InputFile> files, Instant first, RunTime.Source source, Map<InputFile, RunTime> times) {
        for (var index = 0; index < files.size(); index++) {
            times.put(files.get(index), new RunTime(first.plus(options.every().multipliedBy(index)), source, null));
        }
    }
}
