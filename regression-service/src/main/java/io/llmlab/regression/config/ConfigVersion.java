package io.llmlab.regression.config;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.platform.database.JsonColumn;
import io.llmlab.platform.http.JsonConventions;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/// What a configuration said from one change to the next. It never changes, and stays when the configuration goes.
@Entity
@Table(name = "detection_config_version")
@IdClass(ConfigVersion.Key.class)
class ConfigVersion {

    private static final ObjectMapper MAPPER = JsonConventions.mapper();

    @Id
    private long configId;

    @Id
    private int version;

    @Enumerated(EnumType.STRING)
    private ConfigChange change;

    private Instant at;

    // A tree: settings that came later are not in it.
    @Convert(converter = Said.class)
    private JsonNode config;

    protected ConfigVersion() {} // for Hibernate

    /// @param config as it is after the change; removed: as it was
    static ConfigVersion of(DetectionConfig config, ConfigChange change) {
        var made = new ConfigVersion();
        made.configId = config.id();
        made.version = config.version();
        made.change = change;
        made.at = config.updatedAt();
        made.config = MAPPER.valueToTree(ConfigView.of(config));
        return made;
    }

    int version() {
        return version;
    }

    ConfigChange change() {
        return change;
    }

    Instant at() {
        return at;
    }

    JsonNode config() {
        return config;
    }

    /// Two columns make the key.
    record Key(long configId, int version) implements Serializable {}

    @Converter
    static class Said extends JsonColumn<JsonNode> {

        Said() {
            super(new TypeReference<>() {});
        }
    }
}
