package io.llmlab.runner.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.platform.http.JsonConventions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The content of the data sets that come with the service, from the folder `datasets` of the class path.
///
/// Three are files; `comprehensive` and `health_check` are made of their lines.
final class StarterContent {

    static final String COMPREHENSIVE = "comprehensive";
    static final String HEALTH_CHECK = "health_check";

    /// Their order is that of the items of `comprehensive`.
    private static final List<String> FILES = List.of("truthfulness", "reasoning", "knowledge");

    private static final ObjectMapper MAPPER = JsonConventions.mapper();

    private StarterContent() {}

    /// Each data set's name and its JSON Lines.
    static SequencedMap<String, String> all() {
        var content = new LinkedHashMap<String, String>();
        FILES.forEach(name -> content.put(name, text(name + ".jsonl")));
        var everything = String.join("", content.values());
        content.put(COMPREHENSIVE, everything);
        content.put(HEALTH_CHECK, lines(everything, text(HEALTH_CHECK + ".txt").lines()));
        return content;
    }

    /// What is stored of a data set.
    ///
    /// @param items each an [ItemContent] as JSON
    record Content(String sha256, List<String> items) {}

    static Content read(String lines) {
        var bytes = lines.getBytes(StandardCharsets.UTF_8);
        var items = new ArrayList<String>();
        try {
            DatasetReader.read(new JsonLines(new ByteArrayInputStream(bytes)), items::add);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new Content(HexFormat.of().formatHex(ItemKey.sha256().digest(bytes)), items);
    }

    private static String lines(String from, Stream<String> ids) {
        Map<String, String> byId = from.lines().collect(Collectors.toMap(StarterContent::id, Function.identity()));
        return ids.filter(id -> !id.isBlank())
                .map(id -> require(byId, id) + "\n")
                .collect(Collectors.joining());
    }

    private static String require(Map<String, String> byId, String id) {
        var line = byId.get(id.strip());
        if (line == null) {
            throw new IllegalStateException("health_check.txt names %s, which no starter data set has".formatted(id));
        }
        return line;
    }

    private static String id(String line) {
        try {
            return MAPPER.readTree(line).path("id").asText();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String text(String file) {
        try (var content = StarterContent.class.getResourceAsStream("/datasets/" + file)) {
            if (content == null) {
                throw new IllegalStateException("The service was built without datasets/" + file);
            }
            var text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
            return text.endsWith("\n") ? text : text + "\n";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
