package io.llmlab.platform.log;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/// Turns `LOG_FORMAT` into the settings of the logs: `text` for people, `json` for what collects logs, an object a
/// line.
public class LogFormatSource implements ConfigSourceFactory {

    /// Above application.properties (250), below the environment (300): explicit Quarkus settings still win.
    private static final int ORDINAL = 275;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        var json = Boolean.toString(isJson(context.getValue("LOG_FORMAT").getValue()));
        var settings = Map.of(
                "quarkus.log.console.json.enabled", json,
                "quarkus.log.file.json.enabled", json);
        return List.of(new PropertiesConfigSource(settings, "LOG_FORMAT", ORDINAL));
    }

    private static boolean isJson(@Nullable String format) {
        return switch (format == null ? "" : format.strip()) {
            case "", "text" -> false;
            case "json" -> true;
            default -> throw new IllegalArgumentException("LOG_FORMAT is text or json, not '%s'".formatted(format));
        };
    }
}
