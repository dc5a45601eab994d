package io.llmlab.runner.command;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which programs runs may execute on this machine: those that are named here, and none by default.
@ConfigMapping(prefix = "runner.command")
public interface CommandConfig {

    /// By the name that `benchmark_config.program` gives.
    Map<String, Program> programs();

    /// Where each run's folder is made; the system's folder for temporary files unless it is set.
    Optional<Path> workFolder();

    /// Lines of a run's log that are kept, the last ones.
    @WithDefault("500")
    @Min(1)
    @Max(10_000)
    int logLines();

    /// How long a program has to end by itself before it is killed.
    @WithDefault("5s")
    Duration killGrace();

    /// A program that runs may execute.
    interface Program {

        /// The file, absolute: nothing is searched for.
        Path path();

        /// Each is one argument, with placeholders in braces: `{model}`, `{remote_name}`, `{base_url}`,
        /// `{dataset}`, `{output}` (the run's folder), `{run_id}`, and any other that
        /// `benchmark_config.arguments` has to give.
        Optional<List<String>> arguments();

        /// Values for placeholders that a run does not give.
        Map<String, String> defaults();

        /// Variables of the service's own environment that the program sees; it sees no other.
        @WithDefault("PATH,LANG,LC_ALL,TZ")
        List<String> environment();

        /// Variables set for it.
        Map<String, String> variables();

        /// Which files below the run's folder are its results, as a glob.
        @WithDefault("**.json")
        String results();

        /// The format of the results; `auto` looks.
        @WithDefault("auto")
        String format();

        /// Codes with which the program says that its results count; promptfoo says 100 where tests failed.
        @WithDefault("0")
        List<Integer> exitCodes();

        /// Whether a value may make an argument that begins with a dash, which most programs take for an option.
        @WithDefault("false")
        boolean leadingDashes();
    }
}
