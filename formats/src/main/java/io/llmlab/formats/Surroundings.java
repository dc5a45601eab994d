package io.llmlab.formats;

import java.util.ArrayList;
import java.util.List;

/// What a format may need to know beside the file it reads.
///
/// @param parts files that the same format claimed as parts of results
final class Surroundings {

    private final ReadingOptions options;
    private final List<InputFile> parts;
    private final List<InputFile> used = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    Surroundings(ReadingOptions options, List<InputFile> parts) {
        this.options = options;
        this.parts = List.copyOf(parts);
    }

    ReadingOptions options() {
        return options;
    }

    List<InputFile> parts() {
        return parts;
    }

    /// Parts that nobody uses are reported.
    void use(InputFile part) {
        used.add(part);
    }

    List<InputFile> unused() {
        return parts.stream().filter(part -> !used.contains(part)).toList();
    }

    /// Something about the files as a whole.
    void warn(String sentence) {
        warnings.add(sentence);
    }

    List<String> warnings() {
        return warnings;
    }
}
