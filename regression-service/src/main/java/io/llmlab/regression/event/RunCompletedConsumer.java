package io.llmlab.regression.event;

import io.llmlab.platform.inbox.Inbox;
import io.llmlab.regression.detect.paired.ItemScores;
import io.llmlab.regression.finding.FindingService;
import io.llmlab.regression.finding.TrialService;
import io.llmlab.regression.item.ItemService;
import io.llmlab.regression.series.MeasuredRun;
import io.llmlab.regression.series.SeriesService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

@ApplicationScoped
class RunCompletedConsumer {

    private final Inbox inbox;
    private final SeriesService series;
    private final ItemService items;
    private final FindingService findings;
    private final TrialService trials;

    RunCompletedConsumer(
            Inbox inbox, SeriesService series, ItemService items, FindingService findings, TrialService trials) {
        this.inbox = inbox;
        this.series = series;
        this.items = items;
        this.findings = findings;
        this.trials = trials;
    }

    @Incoming("run-completed")
    Uni<Void> consume(Message<String> message) {
        return inbox.once(message, RunCompleted.class, this::take);
    }

    private Uni<Void> take(RunCompleted event) {
        var taken = event.isEvidence() ? evaluate(event.measuredRun(), event.items()) : series.know(event.modelRef());
        return taken.chain(() -> countAsRepeat(event));
    }

    private Uni<Void> countAsRepeat(RunCompleted event) {
        var requestId = event.requestId();
        return requestId == null ? Uni.createFrom().voidItem() : trials.repeated(requestId, event.runId());
    }

    private Uni<Void> evaluate(MeasuredRun run, ItemScores scores) {
        return items.keep(run.id(), run.at(), scores)
                .chain(() -> series.append(run))
                .chain(appended -> findings.evaluate(run, appended));
    }
}
