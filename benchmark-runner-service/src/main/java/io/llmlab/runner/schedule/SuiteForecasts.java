package io.llmlab.runner.schedule;

import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.runner.dataset.Dataset;
import io.llmlab.runner.dataset.DatasetRepository;
import io.llmlab.runner.model.Model;
import io.llmlab.runner.model.ModelRepository;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// Says what the jobs of a monitoring suite will ask, cost and see. In the caller's session.
@ApplicationScoped
class SuiteForecasts {

    private final JobRepository jobs;
    private final ModelRepository models;
    private final DatasetRepository datasets;
    private final TokenUses tokens;

    SuiteForecasts(JobRepository jobs, ModelRepository models, DatasetRepository datasets, TokenUses tokens) {
        this.jobs = jobs;
        this.models = models;
        this.datasets = datasets;
        this.tokens = tokens;
    }

    private record Known(Model model, Dataset dataset, TokenUse use) {}

    /// @return two for each pair; a failure with [Invalid] names the model or data set that is not there
    Uni<List<SuiteForecast>> of(SuiteRequest request) {
        return Multi.createFrom()
                .iterable(request.pairs())
                .onItem()
                .transformToUniAndConcatenate(this::ofPair)
                .onItem()
                .<SuiteForecast>disjoint()
                .collect()
                .asList();
    }

    private Uni<List<SuiteForecast>> ofPair(SuiteRequest.Pair pair) {
        return known(pair)
                .chain(known -> Multi.createFrom()
                        .items(() -> SuiteRequest.jobsOf(pair))
                        .onItem()
                        .transformToUniAndConcatenate(job -> forecast(job, known))
                        .collect()
                        .asList());
    }

    private Uni<SuiteForecast> forecast(SuiteJob job, Known known) {
        return jobs.named(job.jobId())
                .map(existing -> SuiteForecast.of(
                        job,
                        existing.isPresent(),
                        known.dataset().itemCount(),
                        known.use(),
                        known.use().cost(known.model())));
    }

    private Uni<Known> known(SuiteRequest.Pair pair) {
        return models.named(pair.model())
                .map(found -> active(found, pair.model()))
                .chain(model -> datasets.latest(pair.dataset())
                        .map(found -> present(found, pair.dataset()))
                        .chain(dataset -> tokens.of(model, dataset).map(use -> new Known(model, dataset, use))));
    }

    private static Model active(Optional<Model> found, String name) {
        var model = found.orElseThrow(() -> Invalid.inBody("/model_names", "there is no model named " + name));
        if (!model.isActive()) {
            throw Invalid.inBody("/model_names", "the model %s is deactivated".formatted(name));
        }
        return model;
    }

    private static Dataset present(Optional<Dataset> found, String name) {
        return found.orElseThrow(
                () -> Invalid.inBody("/datasets", "there is no data set named %s; upload it first".formatted(name)));
    }
}
