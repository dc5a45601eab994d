package io.llmlab.runner.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a reader of a run should know although nothing is wrong, in words.
final class RunNotes {

    private RunNotes() {}

    /// @param total samples of the run; null until it was planned
    static List<String> of(String source, @Nullable JsonNode config, @Nullable Integer total) {
        if (!source.equals(Run.OWN_SOURCE) || config == null || total == null) {
            return List.of();
        }
        var asked = config.path("sample_size").asInt(0);
        return asked <= total
                ? List.of()
                : List.of("sample_size is %d and the data set has %d items: all of them are asked"
                        .formatted(asked, total));
    }
}
