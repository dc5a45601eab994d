package io.llmlab.runner.dataset;

import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.problem.FieldError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns the rows of one file into items. In memory are the ids, and one item at a time.
final class DatasetReader {

    static final int MAX_ITEMS = 100_000;

    /// Enough to see what is wrong with a file, few enough to read.
    private static final int MAX_ERRORS = 20;

    private static final int CONTENT_ID_BYTES = 8;

    private final RowSource rows;
    private final Sink sink;
    private final List<FieldError> errors = new ArrayList<>();
    private final Map<String, String> placeOfId = new HashMap<>();
    private final Map<String, Integer> repeats = new HashMap<>();
    private @Nullable Layout layout;
    private boolean isHopeless;

    private DatasetReader(RowSource rows, Sink sink) {
        this.rows = rows;
        this.sink = sink;
    }

    /// Takes the items, each an [ItemContent] as JSON, in the order of the file. What it took counts only once all
    /// rows were read.
    interface Sink {
        void take(String item) throws IOException;
    }

    /// @param layout by its name
    record Summary(int items, String format, String layout) {}

    /// @throws Invalid naming each row that does not fit, up to 20
    static Summary read(RowSource rows, Sink sink) throws IOException {
        return new DatasetReader(rows, sink).read();
    }

    private Summary read() throws IOException {
        var isMore = true;
        while (isMore && errors.size() < MAX_ERRORS) {
            isMore = readNext();
        }
        if (!errors.isEmpty()) {
            throw new Invalid(errors);
        }
        if (layout == null) {
            throw Invalid.inBody("", "The data set holds no item");
        }
        return new Summary(placeOfId.size(), rows.format(), layout.name());
    }

    /// @return whether there may be more
    private boolean readNext() throws IOException {
        try {
            var row = rows.next();
            if (row.isPresent()) {
                sink.take(ItemJson.write(item(row.get())));
            }
            return row.isPresent();
        } catch (Invalid failure) {
            errors.addAll(failure.errors());
            return !isHopeless;
        }
    }

    private ItemContent item(Row row) {
        if (placeOfId.size() == MAX_ITEMS) {
            isHopeless = true;
            throw row.error("", "is one item too many: a data set has at most %d".formatted(MAX_ITEMS));
        }
        var known = layoutOf(row);
        var line = new ItemLine(row.place(), known.line(row));
        var content = line.content();
        var item = line.hasId() || !known.isNamedByContent() ? content : content.named(contentId(content));
        var earlier = placeOfId.putIfAbsent(item.id(), row.place().words());
        if (earlier != null) {
            throw row.error("id", "'%s' is the id of %s already".formatted(item.id(), earlier));
        }
        return item;
    }

    private Layout layoutOf(Row row) {
        if (layout == null) {
            layout = Layouts.of(row).orElse(null);
        }
        if (layout == null) {
            isHopeless = true;
            throw row.error("", "is of no known layout: " + Layouts.lacks(row));
        }
        return layout;
    }

    /// The same question may come twice; it then has a number as well.
    private String contentId(ItemContent content) {
        var hash = ItemKey.sha256();
        content.messages().forEach(message -> hash.update(bytes(message.content())));
        content.choices().forEach(choice -> hash.update(bytes(choice)));
        var id = HexFormat.of().formatHex(hash.digest(), 0, CONTENT_ID_BYTES);
        var occurrence = repeats.merge(id, 1, Integer::sum);
        return occurrence == 1 ? id : id + "-" + occurrence;
    }

    /// With an end, so that two texts are another content than one text of both.
    private static byte[] bytes(String text) {
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
