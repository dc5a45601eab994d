package io.llmlab.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Comparator;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/// A log as `.eval`: a ZIP with a header and one entry a sample, packed with DEFLATE or, since 2025, Zstandard. A run
/// that crashed has no header, only what it began with.
final class InspectZip implements InspectLog {

    private static final String HEADER = "header.json";
    private static final String START = "_journal/start.json";
    private static final String SAMPLES = "samples/";

    private final InputFile file;
    private final ReadingOptions options;
    private final Json json;
    private final ObjectNode header;

    InspectZip(InputFile file, ReadingOptions options) throws IOException {
        this.file = file;
        this.options = options;
        this.json = new Json(options.limits());
        try (var zip = Unpacking.zip(file)) {
            checkCount(zip);
            var entry = zip.getEntry(HEADER) == null ? zip.getEntry(START) : zip.getEntry(HEADER);
            this.header = object(zip, entry, Budget.ofArchive(file.name(), file.size(), options.limits()), Set.of());
        }
    }

    private void checkCount(ZipFile zip) {
        if (Collections.list(zip.getEntries()).size() > options.limits().files() * 10L) {
            throw new UnreadableResults(
                    file.name(),
                    "holds too many entries: at most %d are read"
                            .formatted(options.limits().files() * 10L));
        }
    }

    @Override
    public JsonNode header() {
        return header;
    }

    @Override
    public void forEachSample(Consumer<JsonNode> taker) {
        try (var zip = Unpacking.zip(file)) {
            var budget = Budget.ofArchive(file.name(), file.size(), options.limits());
            var entries = Collections.list(zip.getEntries()).stream()
                    .filter(entry -> entry.getName().startsWith(SAMPLES) && !entry.isDirectory())
                    .sorted(Comparator.comparing(ZipArchiveEntry::getName, NaturalOrder.INSTANCE))
                    .toList();
            for (var entry : entries) {
                taker.accept(object(zip, entry, budget, BULKY));
            }
        } catch (IOException broken) {
            throw json.unreadable(file.name(), broken);
        }
    }

    private ObjectNode object(ZipFile zip, ZipArchiveEntry entry, Budget budget, Set<String> without)
            throws IOException {
        var name = file.name() + "!/" + entry.getName();
        if (!zip.canReadEntryData(entry)) {
            throw new UnreadableResults(
                    name, "is encrypted, or packed with method %d, which is not known".formatted(entry.getMethod()));
        }
        try (var content = new BoundedStream(zip.getInputStream(entry), budget, name)) {
            return object(content, name, without);
        }
    }

    private ObjectNode object(InputStream content, String name, Set<String> without) {
        try (var parser = json.stream(content)) {
            parser.nextToken();
            return json.objectWithout(parser, without);
        } catch (IOException broken) {
            throw json.unreadable(name, broken);
        }
    }

    @Override
    public int textLength() {
        return options.textLength();
    }
}
