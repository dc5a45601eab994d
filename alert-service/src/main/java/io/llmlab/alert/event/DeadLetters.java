package io.llmlab.alert.event;

import io.llmlab.alert.evaluate.Evaluation;
import io.llmlab.platform.database.PlainSql;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Tells of each dead letter once. A letter has no id of its own that could be trusted: its place in the topic is one.
@ApplicationScoped
class DeadLetters {

    private static final String REMEMBER =
            "insert into inbox (source, event_id) values ($1, $2) on conflict do nothing";

    private final Evaluation evaluation;

    DeadLetters(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    @WithTransaction
    Uni<Void> take(DeadLetter letter) {
        return PlainSql.update(REMEMBER, letter.source(), Long.toString(letter.offset()))
                .chain(isNew -> isNew == 0
                        ? Uni.createFrom().voidItem()
                        : evaluation.take(letter.signal()).replaceWithVoid());
    }
}
