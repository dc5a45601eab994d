package io.llmlab.runner.dataset;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.llmlab.platform.problem.DomainException.Invalid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A file on its whole way from the body to the items that are stored.
record Uploaded(String sha256, DatasetReader.Summary summary, List<ItemContent> items) {

    static Uploaded read(InputStream body, FileFormat format) {
        var spool = new Spool();
        try (var file = spool.read(spool.write(body, format))) {
            var items = new ArrayList<ItemContent>();
            for (var batch = file.items().next();
                    !batch.isEmpty();
                    batch = file.items().next()) {
                batch.items().forEach(json -> items.add(content(json)));
            }
            return new Uploaded(file.sha256(), file.summary(), items);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Uploaded read(byte[] body, FileFormat format) {
        return read(new ByteArrayInputStream(body), format);
    }

    static Uploaded read(String body, FileFormat format) {
        return read(body.getBytes(StandardCharsets.UTF_8), format);
    }

    static Invalid failure(byte[] body, FileFormat format) {
        return catchThrowableOfType(Invalid.class, () -> read(body, format));
    }

    static Invalid failure(String body, FileFormat format) {
        return failure(body.getBytes(StandardCharsets.UTF_8), format);
    }

    String rightChoice(int item) {
        var content = items.get(item);
        return content.answer() == null ? content.target() : content.choices().get(content.answer());
    }

    private static ItemContent content(String json) {
        try {
            return ItemJson.MAPPER.readValue(json, ItemContent.class);
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
