package io.llmlab.alert.evaluate;

import io.llmlab.alert.incident.Incidents;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// No second alert of a rule and series within the rule's cooldown, counted from the opening of the last one.
@ApplicationScoped
class CooldownGate implements Gate {

    private final Incidents incidents;

    CooldownGate(Incidents incidents) {
        this.incidents = incidents;
    }

    @Override
    public Uni<Passage> ask(Candidate candidate) {
        var cooldown = candidate.rule().cooldown();
        return incidents
                .openedWithin(cooldown, candidate.rule(), candidate.subject(), candidate.breach())
                .map(recent -> recent
                        ? new Passage.Held(
                                "the rule's cooldown of %d minutes is not over".formatted(cooldown.toMinutes()))
                        : new Passage.Free());
    }
}
