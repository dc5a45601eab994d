package io.llmlab.alert.annotation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.http.Listing;
import io.llmlab.platform.http.Page;
import io.llmlab.platform.http.Subset;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Makes, changes, deletes and finds annotations.
@ApplicationScoped
class AnnotationService {

    private static final Instant EVER = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private final AnnotationRepository annotations;
    private final Audit audit;
    private final Subset subset;
    private final Clock clock;

    AnnotationService(AnnotationRepository annotations, Audit audit, Subset subset, Clock clock) {
        this.annotations = annotations;
        this.audit = audit;
        this.subset = subset;
        this.clock = clock;
    }

    @WithSession
    Uni<Listing<AnnotationView>> list(@Nullable Instant since, @Nullable Instant until, Page page) {
        var span = new Span(since == null ? EVER : since, until == null ? NEVER : until);
        return annotations
                .page(span, page)
                .map(found -> found.stream().map(AnnotationView::of).toList())
                .chain(found -> page.count()
                        ? annotations.count(span).map(total -> new Listing<>(found, total))
                        : Uni.createFrom().item(new Listing<>(found, null)));
    }

    @WithSession
    Uni<AnnotationView> get(long id) {
        return annotations.require(id).map(AnnotationView::of);
    }

    @WithTransaction
    Uni<AnnotationView> create(AnnotationRequest request) {
        return annotations
                .persistAndFlush(Annotation.of(request, clock.instant()))
                .call(made -> audit.record(made.createdBy(), "created", "annotation " + made.id()))
                .map(AnnotationView::of);
    }

    @WithTransaction
    Uni<AnnotationView> change(long id, ObjectNode given) {
        return annotations
                .require(id)
                .invoke(annotation -> annotation.become(
                        subset.apply(AnnotationRequest.of(annotation), given, AnnotationRequest.class),
                        clock.instant()))
                .call(() -> audit.record(Audit.ANONYMOUS, "changed", "annotation " + id))
                .map(AnnotationView::of);
    }

    @WithTransaction
    Uni<Void> delete(long id) {
        return annotations
                .require(id)
                .chain(annotations::delete)
                .chain(() -> audit.record(Audit.ANONYMOUS, "deleted", "annotation " + id));
    }
}
