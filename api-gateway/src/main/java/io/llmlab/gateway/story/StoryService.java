package io.llmlab.gateway.story;

import io.llmlab.gateway.story.Facts.Alerting;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Tells what became of a run, as far as it is known.
@ApplicationScoped
class StoryService {

    private final Inquiry inquiry;

    StoryService(Inquiry inquiry) {
        this.inquiry = inquiry;
    }

    Uni<StoryView> of(long run) {
        return inquiry.of(run).map(facts -> story(run, facts));
    }

    private static StoryView story(long run, Facts facts) {
        return new StoryView(
                run,
                new Reach(facts).told(),
                new Telling(run, facts).sentences(),
                facts.run().orElse(null),
                facts.evaluation().orElse(null),
                facts.alerting().map(Alerting::rulings).orElse(null),
                facts.alerting().map(Alerting::incidents).orElse(null),
                facts.stale());
    }
}
