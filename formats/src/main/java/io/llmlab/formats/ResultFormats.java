package io.llmlab.formats;

import java.util.List;
import java.util.stream.Collectors;

/// The formats there are. Where several claim a file, the first one has it: those with the most definite marks come
/// first.
final class ResultFormats {

    static final List<ResultFormat> ALL = List.of(
            new InspectFormat(),
            new PromptfooFormat(),
            new LmEvalFormat(),
            new OpenAiEvalsFormat(),
            new ChatCompletionsFormat(),
            new BencherFormat());

    private ResultFormats() {}

    static List<String> names() {
        return ALL.stream().map(ResultFormat::name).toList();
    }

    /// For messages.
    static String accepted() {
        return ALL.stream().map(ResultFormat::name).collect(Collectors.joining(", "));
    }

    /// Those that a caller's choice leaves.
    static List<ResultFormat> chosen(String format) {
        if (format.equals(ReadingOptions.AUTO)) {
            return ALL;
        }
        return ALL.stream().filter(known -> known.name().equals(format)).toList();
    }
}
