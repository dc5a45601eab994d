package io.llmlab.formats;

import java.nio.file.Path;
import java.util.List;

/// Reads the results of other harnesses.
public final class ResultFiles {

    private ResultFiles() {}

    /// The names that [ReadingOptions#format()] takes beside `auto`.
    public static List<String> formats() {
        return ResultFormats.names();
    }

    /// Reads what lies at these paths (files, folders, ZIP, tar and tar.gz archives) and puts together what belongs
    /// together. What a file is its content decides, never its name. Samples are read later, when asked for.
    ///
    /// A file that is broken or none of the formats is rejected with its reason; the others are read.
    ///
    /// @throws UnreadableResults where nothing at all could be read, a limit was passed, or the options do not fit
    public static Reading read(List<Path> paths, ReadingOptions options) {
        if (ResultFormats.chosen(options.format()).isEmpty()) {
            throw new UnreadableResults(
                    "format", "'%s' is not known: use auto, %s".formatted(options.format(), ResultFormats.accepted()));
        }
        var unpacking = new Unpacking(options);
        try {
            var gathering = new Gathering(options.limits(), unpacking);
            paths.forEach(gathering::add);
            return new Assembly(options, gathering).reading(unpacking);
        } catch (RuntimeException failure) {
            closeAfter(failure, unpacking);
            throw failure;
        }
    }

    private static void closeAfter(RuntimeException failure, AutoCloseable unpacking) {
        try {
            unpacking.close();
        } catch (Exception also) {
            failure.addSuppressed(also);
        }
    }
}
