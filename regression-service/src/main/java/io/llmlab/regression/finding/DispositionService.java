package io.llmlab.regression.finding;

import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.idempotency.Answer;
import io.llmlab.platform.idempotency.Idempotency;
import io.llmlab.regression.finding.Disposition.Kind;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Takes a person's word on a finding.
@ApplicationScoped
class DispositionService {

    private final DispositionBook book;
    private final Idempotency idempotency;
    private final Audit audit;

    DispositionService(DispositionBook book, Idempotency idempotency, Audit audit) {
        this.book = book;
        this.idempotency = idempotency;
        this.audit = audit;
    }

    Uni<Answer<FindingView>> judge(@Nullable String key, long findingId, Kind kind, DispositionRequest request) {
        var word = request.checked().word();
        return idempotency.once(
                key,
                List.of("POST", findingId, kind, word),
                FindingView.class,
                () -> judge(findingId, kind, word).map(view -> new Answer<>(200, null, view)));
    }

    /// Judges nothing where the finding does not admit it. Within the caller's transaction.
    Uni<Void> judgeWherePossible(long findingId, Kind kind, Word word) {
        return book.admits(findingId, kind)
                .chain(admits -> admits ? judge(findingId, kind, word).replaceWithVoid() : leave(findingId, kind));
    }

    private static Uni<Void> leave(long findingId, Kind kind) {
        Log.infof("Finding %d is left as it is, not %s: it is over or was judged before", findingId, name(kind));
        return Uni.createFrom().voidItem();
    }

    private Uni<FindingView> judge(long findingId, Kind kind, Word word) {
        return book.enter(findingId, kind, word)
                .call(() ->
                        audit.record(word.by(), "judged %s".formatted(name(kind)), "finding %d".formatted(findingId)))
                .map(FindingView::of);
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
