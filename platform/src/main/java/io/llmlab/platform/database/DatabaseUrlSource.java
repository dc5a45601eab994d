package io.llmlab.platform.database;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import org.eclipse.microprofile.config.spi.ConfigSource;

/// Turns `DATABASE_URL` into the settings of the data sources.
public class DatabaseUrlSource implements ConfigSourceFactory {

    /// Above application.properties (250), below the environment (300): explicit Quarkus settings still win.
    private static final int ORDINAL = 275;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        var url = context.getValue("DATABASE_URL").getValue();
        if (url == null || url.isBlank()) {
            return List.of();
        }
        return List.of(new PropertiesConfigSource(DatabaseUrl.parse(url).settings(), "DATABASE_URL", ORDINAL));
    }
}
