package io.llmlab.runner.dataset;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/// Hands [StarterDatasets] to Flyway, which by itself only looks for classes in the folders of the SQL files.
@Singleton
class StarterMigration implements FlywayConfigurationCustomizer {

    @Override
    public void customize(FluentConfiguration configuration) {
        configuration.javaMigrations(new StarterDatasets());
    }
}
