package io.llmlab.formats;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The samples file of one task, read through one filter: JSON Lines, before 0.4.2 one JSON array.
///
/// The same document has the same `doc_hash` in each run. One that stands in a data set twice gets its `doc_id` added.
final class LmEvalSamples implements SampleSource {

    private static final long MB = 1L << 20;

    private final InputFile file;
    private final String filter;
    private final @Nullable String scoreMetric;
    private final ReadingOptions options;
    private final Json json;
    private final long count;

    private LmEvalSamples(
            InputFile file, String filter, @Nullable String scoreMetric, ReadingOptions options, long count) {
        this.file = file;
        this.filter = filter;
        this.scoreMetric = scoreMetric;
        this.options = options;
        this.json = new Json(options.limits());
        this.count = count;
    }

    /// @param metrics of the run; the first one that samples have too is their score
    static LmEvalSamples of(InputFile file, String filter, List<String> metrics, ReadingOptions options) {
        var names = numbersOfFirst(file, filter, options);
        var score = metrics.stream().filter(names::contains).findFirst().orElse(null);
        return new LmEvalSamples(file, filter, score, options, -1);
    }

    @Nullable
    String scoreMetric() {
        return scoreMetric;
    }

    LmEvalSamples withCount(long count) {
        return new LmEvalSamples(file, filter, scoreMetric, options, count);
    }

    @Override
    public long countHint() {
        return count;
    }

    @Override
    public void forEach(Consumer<? super ParsedSample> consumer) {
        var line = new LmEvalLine(scoreMetric, options.textLength());
        var seen = new SeenIds();
        try (var parser = json.stream(file.open(options.limits()))) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    read(parser, line);
                    if (line.isThrough(filter)) {
                        consumer.accept(line.sample(file.name(), seen));
                    }
                }
            }
        } catch (IOException broken) {
            throw json.unreadable(file.name(), broken);
        }
    }

    private void read(JsonParser parser, LmEvalLine line) throws IOException {
        var start = parser.currentTokenLocation();
        line.read(parser);
        var bytes = Json.offset(parser.currentLocation()) - Json.offset(start);
        if (bytes > options.limits().lineBytes()) {
            throw new UnreadableResults(
                    file.name(),
                    "line %d has more than %d MB, the most that one sample may have"
                            .formatted(start.getLineNr(), options.limits().lineBytes() / MB));
        }
        var twice = line.twice();
        if (twice != null) {
            throw new UnreadableResults(file.name(), "line %d holds \"%s\" twice".formatted(start.getLineNr(), twice));
        }
    }

    /// Names of the numbers of the first sample of the filter.
    private static List<String> numbersOfFirst(InputFile file, String filter, ReadingOptions options) {
        var json = new Json(options.limits());
        try (var parser = json.stream(file.open(options.limits()))) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    var names = new ArrayList<String>();
                    if (LmEvalLine.numbers(parser, names).equals(filter)) {
                        return names;
                    }
                }
            }
            return List.of();
        } catch (IOException broken) {
            throw json.unreadable(file.name(), broken);
        }
    }
}
