package io.llmlab.runner.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Rows that are read page by page.
///
/// @param view what each of them is shown as
/// @param size of a page; a shorter one is the last
/// @param next the first page, or the one behind the last row of the one before
record Rows<T>(
        Class<? extends Record> view,
        Function<T, ? extends Record> shown,
        int size,
        Function<Optional<T>, Uni<List<T>>> next) {

    /// A page at a time, each read when it is asked for.
    Multi<byte[]> pieces(ObjectMapper mapper, ExportFormat format) {
        var table = CsvTable.of(view);
        var pages = Multi.createBy()
                .repeating()
                .<AtomicReference<T>, List<T>>uni(AtomicReference::new, this::following)
                .whilst(page -> page.size() == size)
                .filter(page -> !page.isEmpty())
                .map(page -> bytes(page.stream()
                        .map(row -> line(shown.apply(row), mapper, format, table))
                        .collect(Collectors.joining())));
        return format == ExportFormat.CSV
                ? Multi.createBy().concatenating().streams(Multi.createFrom().item(bytes(table.header())), pages)
                : pages;
    }

    private Uni<List<T>> following(AtomicReference<T> last) {
        return next.apply(Optional.ofNullable(last.get())).invoke(page -> {
            if (!page.isEmpty()) {
                last.set(page.getLast());
            }
        });
    }

    private static String line(Record row, ObjectMapper mapper, ExportFormat format, CsvTable table) {
        try {
            return format == ExportFormat.CSV
                    ? table.line(mapper.valueToTree(row))
                    : mapper.writeValueAsString(row) + "\n";
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("A view is no JSON", unwritable);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
