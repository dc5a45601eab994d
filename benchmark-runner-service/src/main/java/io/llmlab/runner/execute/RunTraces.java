package io.llmlab.runner.execute;

import io.llmlab.platform.trace.Step;
import io.llmlab.platform.trace.Traces;
import io.llmlab.runner.run.RunEvents;
import io.llmlab.runner.run.RunStatus;
import io.llmlab.runner.run.RunView;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/// The span of a run, from where this instance takes it until it has ended or is somebody else's. Of its questions,
/// which may be ten thousand, none has one.
@ApplicationScoped
class RunTraces {

    private final Traces traces;

    RunTraces(Traces traces) {
        this.traces = traces;
    }

    /// Attributes of the model by OpenTelemetry's conventions for generative AI.
    Step begin(Assignment taken) {
        var run = taken.run();
        var step = traces.work("benchmark run", RunEvents.cause(run.id()));
        step.set("gen_ai.request.model", taken.model().name());
        step.set("gen_ai.provider.name", taken.model().provider().name().toLowerCase(Locale.ROOT));
        step.set("llmlab.dataset.name", run.datasetName());
        step.set("llmlab.run.attempt", taken.attempt());
        if (run.scheduledJobId() != null) {
            step.set("llmlab.job.id", run.scheduledJobId());
        }
        return step;
    }

    static void end(Step step, RunView run) {
        step.set("llmlab.run.status", run.status().name().toLowerCase(Locale.ROOT));
        step.set("llmlab.run.samples", run.sampleCount());
        if (run.status() == RunStatus.FAILED) {
            step.fail("the run failed");
        }
    }
}
