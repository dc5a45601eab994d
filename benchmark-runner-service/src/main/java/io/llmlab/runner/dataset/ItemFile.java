package io.llmlab.runner.dataset;

import io.quarkus.logging.Log;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The items of an upload that were found to fit, on disk until they are stored: one a line, as JSON, which has no
/// line feed of its own. It blocks.
final class ItemFile implements AutoCloseable {

    private static final int ITEMS_AT_ONCE = 1000;
    private static final int CHARACTERS_AT_ONCE = 4 * 1024 * 1024;

    private final Path file;
    private @Nullable BufferedReader reader;
    private @Nullable String ahead;
    private int position;

    ItemFile(Path file) {
        this.file = file;
    }

    /// @param first position of the first item
    /// @param items each as JSON
    record Batch(int first, List<String> items) {

        boolean isEmpty() {
            return items.isEmpty();
        }
    }

    /// The items behind those of the last call, as many as are sent at once; empty at the end.
    Batch next() throws IOException {
        if (reader == null) {
            reader = Files.newBufferedReader(file);
            ahead = reader.readLine();
        }
        var items = new ArrayList<String>();
        var characters = 0L;
        while (ahead != null
                && items.size() < ITEMS_AT_ONCE
                && (items.isEmpty() || characters + ahead.length() <= CHARACTERS_AT_ONCE)) {
            items.add(ahead);
            characters += ahead.length();
            ahead = reader.readLine();
        }
        var batch = new Batch(position, items);
        position += items.size();
        return batch;
    }

    @Override
    public void close() {
        try {
            if (reader != null) {
                reader.close();
            }
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            Log.warnf("The items of an upload in %s could not be removed: %s", file, failure);
        }
    }
}
