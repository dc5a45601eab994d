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

    /// The one that was asked for, else the one that speaks the model's API.
    RunExecutor require(Assignment taken) {
        var config = taken.config();
        return config.executor() == null ? require(taken.endpoint().spoken(null).executor()) : require(config);
    }

    /// @throws RunFailure if a stored run names one that is no longer there
    private RunExecutor require(BenchmarkConfig config) {
        return require(config.executorOrDefault());
    }

    private RunExecutor require(String name) {
        var executor = byName.get(name);
        if (executor == null) {
            throw new RunFailure("There is no executor %s here; benchmark_config.executor may be one of %s"
                    .formatted(name, String.join(", ", known())));
        }
        return executor;
    }
}
