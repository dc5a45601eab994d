package io.llmlab.runner.schedule;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Watches models on data sets with two jobs a pair: all of it or nothing.
@ApplicationScoped
class MonitoringSuite {

    private final SuiteForecasts forecasts;
    private final JobCommands commands;
    private final JobTrigger trigger;

    MonitoringSuite(SuiteForecasts forecasts, JobCommands commands, JobTrigger trigger) {
        this.forecasts = forecasts;
        this.commands = commands;
        this.trigger = trigger;
    }

    /// What would be made; nothing is.
    @WithSession
    Uni<SuiteAnswer> forecast(SuiteRequest request) {
        return forecasts.of(request).map(jobs -> SuiteAnswer.of(true, jobs, List.of()));
    }

    /// Makes the jobs that are not there, and starts their warm-up runs.
    @WithTransaction
    Uni<SuiteAnswer> make(SuiteRequest request) {
        return forecasts
                .of(request)
                .chain(jobs -> make(request, jobs)
                        .chain(created -> warmUp(created, request.warmUpRuns()))
                        .map(runs -> SuiteAnswer.of(false, jobs, runs)));
    }

    private Uni<List<Job>> make(SuiteRequest request, List<SuiteForecast> jobs) {
        var existing = jobs.stream()
                .filter(SuiteForecast::existed)
                .map(SuiteForecast::jobId)
                .toList();
        return Multi.createFrom()
                .items(() -> request.pairs().stream().flatMap(SuiteRequest::jobsOf))
                .select()
                .where(job -> !existing.contains(job.jobId()))
                .onItem()
                .transformToUniAndConcatenate(job -> commands.create(job.request()))
                .collect()
                .asList();
    }

    /// In turns, so that each job has its first runs soon.
    private Uni<List<Long>> warmUp(List<Job> created, int turns) {
        return Multi.createFrom()
                .range(0, turns)
                .onItem()
                .transformToMultiAndConcatenate(_ -> Multi.createFrom().iterable(created))
                .onItem()
                .transformToUniAndConcatenate(trigger::start)
                .map(run -> run.id())
                .collect()
                .asList();
    }
}
