package io.llmlab.regression.series;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How a run came about.
///
/// @param source who executed it: `runner`, or the outside harness that pushed it
/// @param requestId of the event that asked for the run, or null
/// @param batchId the same for all runs of one imported file; null: it came alone
/// @param runConfig how it was run; null where that is not told
/// @param parts all that may tell it from another run of its series: name to value, both short
@RegisterForReflection
public record Circumstances(
        String source,
        @Nullable String requestId,
        @Nullable String batchId,
        @Nullable JsonNode runConfig,
        Map<String, String> parts) {

    /// Of a run nobody tells anything about.
    public static final Circumstances UNKNOWN = new Circumstances("", null, null, null, Map.of());

    private static final String OWN_SOURCE = "runner";
    private static final int MOST_PARTS = 200;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_VALUE = 200;

    Circumstances inShort() {
        return new Circumstances(source, requestId, batchId, null, Map.of());
    }

    /// Whether the runner executed it itself and can do so again. Nobody can ask an outside harness.
    public boolean canBeRepeated() {
        return source.equals(OWN_SOURCE) && runConfig != null;
    }

    /// Collects parts, the first two hundred of them; a long value is told by its beginning and its hash.
    public static final class Parts {

        private final Map<String, String> parts = new TreeMap<>();

        public Parts with(String name, @Nullable String value) {
            if (value != null && parts.size() < MOST_PARTS && name.length() <= LONGEST_NAME) {
                parts.put(name, shortened(value));
            }
            return this;
        }

        /// Each leaf of the tree by its path.
        public Parts with(String name, @Nullable JsonNode tree) {
            if (tree == null || tree.isNull()) {
                return this;
            }
            if (tree.isObject()) {
                tree.propertyStream().forEach(field -> with(name + "." + field.getKey(), field.getValue()));
                return this;
            }
            return with(name, tree.isTextual() ? tree.asText() : tree.toString());
        }

        public Map<String, String> all() {
            return new LinkedHashMap<>(parts);
        }

        private static String shortened(String value) {
            return value.length() <= LONGEST_VALUE
                    ? value
                    : "%s… (%s)".formatted(value.substring(0, LONGEST_VALUE / 2), hash(value));
        }

        private static UUID hash(String value) {
            return UUID.nameUUIDFromBytes(value.getBytes(StandardCharsets.UTF_8));
        }
    }
}
