package io.llmlab.regression.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// One version of a configuration.
public record ConfigVersionView(
        int version,
        ConfigChange change,

        @Schema(description = "Since when it holds") Instant at,

        @Schema(
                implementation = Object.class,
                description = "The configuration as it is from then on; removed: as it was last. Settings that came"
                        + " later are missing")
        JsonNode config) {

    static ConfigVersionView of(ConfigVersion made) {
        return new ConfigVersionView(made.version(), made.change(), made.at(), made.config());
    }
}
