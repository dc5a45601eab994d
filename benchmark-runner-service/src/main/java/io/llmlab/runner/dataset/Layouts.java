package io.llmlab.runner.dataset;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The known layouts.
final class Layouts {

    /// Those that ask for more columns come first: a row of theirs may be one of the next as well.
    static final List<Layout> ALL =
            List.of(new HellaSwag(), new Arc(), new TruthfulQa(), new Mmlu(), new Gsm8k(), new Own());

    private static final Map<String, String> SPELLINGS = ALL.stream()
            .flatMap(layout -> layout.columns().stream())
            .distinct()
            .collect(toMap(Layouts::plain, column -> column));

    private Layouts() {}

    static Optional<Layout> of(Row row) {
        return ALL.stream().filter(layout -> layout.lacks(row).isEmpty()).findFirst();
    }

    /// What the row lacks for each layout, in words.
    static String lacks(Row row) {
        return ALL.reversed().stream()
                .map(layout -> "%s lacks %s".formatted(layout.name(), String.join(" and ", layout.lacks(row))))
                .collect(joining("; "));
    }

    /// A column's name as the layouts spell it, or as it is where none knows it.
    static String spelling(String column) {
        return SPELLINGS.getOrDefault(plain(column), column.strip());
    }

    private static String plain(String column) {
        return column.strip().toLowerCase(Locale.ROOT).replace(" ", "").replace("_", "");
    }
}
