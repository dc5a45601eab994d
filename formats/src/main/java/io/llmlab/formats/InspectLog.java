package io.llmlab.formats;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;

/// One log in either of its two forms.
interface InspectLog {

    /// Of a sample, what is large and tells nothing of its result.
    Set<String> BULKY =
            Set.of("events", "messages", "attachments", "store", "transcript", "files", "setup", "timelines");

    /// All but the samples.
    JsonNode header();

    /// Each sample without its transcript.
    void forEachSample(Consumer<JsonNode> taker);

    static InspectLog of(InputFile file, ReadingOptions options) {
        try {
            return file.magic() == Magic.ZIP ? new InspectZip(file, options) : new InspectJson(file, options);
        } catch (IOException failure) {
            throw new Json(options.limits()).unreadable(file.name(), failure);
        }
    }

    default SampleSource samples(InspectScores scores, long count) {
        return new SampleSource() {
            @Override
            public long countHint() {
                return count;
            }

            @Override
            public void forEach(Consumer<? super ParsedSample> consumer) {
                var seen = new SeenIds();
                forEachSample(sample -> consumer.accept(new InspectSample(sample, scores).parsed(seen, textLength())));
            }
        };
    }

    int textLength();
}
