package io.llmlab.runner.model;

import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.outbox.Outbox;
import io.llmlab.platform.outbox.OutboxEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Audits and announces a change of a model, in its transaction.
@ApplicationScoped
class ModelChanges {

    private final Outbox outbox;
    private final Audit audit;

    ModelChanges(Outbox outbox, Audit audit) {
        this.outbox = outbox;
        this.audit = audit;
    }

    Uni<Void> record(String action, Model model) {
        return outbox.append(OutboxEvent.of("model-changed", model.id(), ModelChanged.of(model)))
                .chain(() -> audit.record(Audit.ANONYMOUS, action, "model " + model.id()));
    }
}
