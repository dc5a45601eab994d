package io.llmlab.runner.execute;

import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.runner.model.Api;
import io.llmlab.runner.run.BenchmarkConfig;
import io.llmlab.runner.run.ExecutorNames;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The ways to execute a run, by name.
@ApplicationScoped
class RunExecutors implements ExecutorNames {

    private static final String CACHE = "/benchmark_config/use_cache";
    private static final Set<String> ASKING =
            Arrays.stream(Api.values()).map(Api::executor).collect(Collectors.toUnmodifiableSet());

    private final JudgeModels judges;
    private final ResponseCache cache;
    private final SortedMap<String, RunExecutor> byName = new TreeMap<>();

    RunExecutors(@All List<RunExecutor> executors, JudgeModels judges, ResponseCache cache) {
        this.judges = judges;
        this.cache = cache;
        executors.forEach(executor -> byName.put(executor.name(), executor));
    }

    @Override
    public List<String> known() {
        return List.copyOf(byName.keySet());
    }

    @Override
    public Uni<Void> check(BenchmarkConfig config) {
        return require(config)
                .check(config)
                .invoke(() -> requireCacheable(config))
                .chain(() -> requireJudge(config));
    }

    private void requireCacheable(BenchmarkConfig config) {
        if (!config.usesCache()) {
            return;
        }
        if (!cache.isAllowed()) {
            throw Invalid.inBody(
                    CACHE,
                    "is for development, and this service keeps no answers (RUNNER_RESPONSE_CACHE_ENABLED is not true)");
        }
        if (!ASKING.contains(config.executorOrDefault())) {
            throw Invalid.inBody(
                    CACHE, "is only for executors that ask a model: " + String.join(", ", new TreeSet<>(ASKING)));
        }
    }

    private Uni<Void> requireJudge(BenchmarkConfig config) {
        var judge = config.scorer() == null ? null : config.scorer().settings().judge();
        if (judge == null) {
            return Uni.createFrom().voidItem();
        }
        if (!config.needsDataset()) {
            throw Invalid.inBody(
                    "/benchmark_config/scorer",
                    "llm_judge judges no results of executor " + config.executorOrDefault() + ", which brings its own");
        }
        return judges.check(judge);
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
