package io.llmlab.runner.execute;

import io.llmlab.runner.run.BenchmarkConfig;
import io.llmlab.runner.run.ExecutorNames;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The ways to execute a run, by name.
@ApplicationScoped
class RunExecutors implements ExecutorNames {

    private final SortedMap<String, RunExecutor> byName = new TreeMap<>();

    RunExecutors(@All List<RunExecutor> executors) {
        executors.forEach(executor -> byName.put(executor.name(), executor));
    }

    @Override
    public List<String> known() {
        return List.copyOf(byName.keySet());
    }

    @Override
    public Uni<Void> check(BenchmarkConfig config) {
        return require(config).check(config);
    }

    /// @throws RunFailure if a stored run names one that is no longer there
    RunExecutor require(BenchmarkConfig config) {
        var executor = byName.get(config.executorOrDefault());
        if (executor == null) {
            throw new RunFailure("There is no executor %s here; benchmark_config.executor may be one of %s"
                    .formatted(config.executorOrDefault(), String.join(", ", known())));
        }
        return executor;
    }
}
