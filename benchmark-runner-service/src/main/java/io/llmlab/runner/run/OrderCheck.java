package io.llmlab.runner.run;

import io.llmlab.platform.problem.DomainException.Conflict;
import io.llmlab.runner.dataset.DatasetRepository;
import io.llmlab.runner.model.Model;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Refuses a run that could only fail, before it is queued. Works in the caller's session.
@ApplicationScoped
class OrderCheck {

    private final DatasetRepository datasets;
    private final ExecutorNames executors;

    OrderCheck(DatasetRepository datasets, ExecutorNames executors) {
        this.datasets = datasets;
        this.executors = executors;
    }

    /// Fails where the model is deactivated, the data set is not there or the executor refuses the configuration.
    Uni<Void> require(Model model, String datasetName, BenchmarkConfig config) {
        return Uni.createFrom()
                .item(model)
                .invoke(OrderCheck::requireActive)
                .chain(() -> requireDataset(datasetName, config))
                .chain(() -> executors.check(config));
    }

    private Uni<Void> requireDataset(String name, BenchmarkConfig config) {
        return config.needsDataset()
                ? datasets.requireLatest(name)
                        .call(dataset -> datasets.requireField(dataset, config.stratifyBy()))
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private static void requireActive(Model model) {
        if (!model.isActive()) {
            throw new Conflict("Model %s is deactivated; PUT /models/%d {\"active\": true} brings it back"
                    .formatted(model.name(), model.id()));
        }
    }
}
