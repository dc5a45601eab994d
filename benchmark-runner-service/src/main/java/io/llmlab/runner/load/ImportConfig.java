package io.llmlab.runner.load;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.util.Optional;

/// How much is imported at once.
@ConfigMapping(prefix = "runner.load")
interface ImportConfig {

    /// The largest upload, as it is sent (archives packed).
    @WithDefault("1G")
    MemorySize maxUpload();

    /// Imports read and stored at the same time by one instance; each holds a thread and a JDBC connection.
    @WithDefault("2")
    @Min(1)
    @Max(16)
    int parallelism();

    /// Imports that wait for that, with their upload on disk; one more is asked to come again.
    @WithDefault("16")
    @Min(1)
    int waiting();

    /// Where uploads and unpacked archives lie while they are read; the system's folder for temporary files by default.
    Optional<Path> workFolder();

    /// Characters of prompt, answer and target that are kept of a sample.
    @WithDefault("10000")
    @Min(0)
    int textLength();
}
