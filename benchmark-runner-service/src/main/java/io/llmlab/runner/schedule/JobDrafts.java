package io.llmlab.runner.schedule;

import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.runner.dataset.Dataset;
import io.llmlab.runner.dataset.DatasetRepository;
import io.llmlab.runner.model.Model;
import io.llmlab.runner.model.ModelRepository;
import io.llmlab.runner.run.ExecutorNames;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes a plan of a request: finds what it names and reads its schedule.
@ApplicationScoped
class JobDrafts {

    private final ModelRepository models;
    private final DatasetRepository datasets;
    private final ExecutorNames executors;
    private final SchedulerConfig config;
    private final Clock clock;

    JobDrafts(
            ModelRepository models,
            DatasetRepository datasets,
            ExecutorNames executors,
            SchedulerConfig config,
            Clock clock) {
        this.models = models;
        this.datasets = datasets;
        this.executors = executors;
        this.config = config;
        this.clock = clock;
    }

    /// @param current the job that is to become so, or null for a new one; what it has already is not asked
    /// again
    Uni<JobPlan> plan(JobRequest request, @Nullable Job current) {
        return models.named(request.modelName())
                .map(found -> model(found, request, current))
                .invoke(() -> requireRealAnswers(request))
                .call(() -> executors.check(request.benchmarkConfigOrDefaults()))
                .call(() -> requireDataset(request, current))
                .map(model -> plan(request, model, current));
    }

    private static void requireRealAnswers(JobRequest request) {
        if (request.benchmarkConfigOrDefaults().usesCache()) {
            throw Invalid.inBody(
                    "/benchmark_config/use_cache",
                    "is not for jobs: they watch what a model answers now, which kept answers do not show");
        }
    }

    private JobPlan plan(JobRequest request, Model model, @Nullable Job current) {
        var now = clock.instant();
        var zone = request.timezone() == null ? config.timezone() : ZoneId.of(request.timezone());
        var plan = read(request, model, zone, now);
        if (current != null && current.isPlannedBy(plan)) {
            return read(request, model, zone, current.scheduledFrom());
        }
        if (plan.schedule().first(now, request.graceOrDefault()).isEmpty()) {
            throw ScheduleParams.invalid("", "names no time that is still to come");
        }
        return plan;
    }

    private static JobPlan read(JobRequest request, Model model, ZoneId zone, Instant from) {
        var schedule = new ScheduleParams(request.scheduleParams(), zone, from).read(request.scheduleType());
        return new JobPlan(request, model, schedule, zone, from);
    }

    private static Model model(Optional<Model> found, JobRequest request, @Nullable Job current) {
        var model = found.orElseThrow(
                () -> Invalid.inBody("/model_name", "there is no model named " + request.modelName()));
        if (!model.isActive() && (current == null || current.modelId() != model.id())) {
            throw Invalid.inBody("/model_name", "the model %s is deactivated".formatted(model.name()));
        }
        return model;
    }

    private Uni<Void> requireDataset(JobRequest request, @Nullable Job current) {
        var isKnown = current != null && current.datasetName().equals(request.datasetName());
        return isKnown || !request.benchmarkConfigOrDefaults().needsDataset()
                ? Uni.createFrom().voidItem()
                : datasets.latest(request.datasetName())
                        .map(found -> present(found, request.datasetName()))
                        .chain(dataset -> datasets.requireField(
                                dataset, request.benchmarkConfigOrDefaults().stratifyBy()));
    }

    private static Dataset present(Optional<Dataset> found, String name) {
        return found.orElseThrow(() ->
                Invalid.inBody("/dataset_name", "there is no data set named %s; upload it first".formatted(name)));
    }
}
