package io.llmlab.alert.annotation;

import io.llmlab.platform.http.Page;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

@ApplicationScoped
class AnnotationRepository implements PanacheRepository<Annotation> {

    Uni<Annotation> require(long id) {
        return findById(id).onItem().ifNull().failWith(() -> new NotFound("annotation", id));
    }

    Uni<List<Annotation>> page(Span span, Page page) {
        var after = page.after() == null ? "" : " and id < :after";
        var parameters = new HashMap<>(parameters(span));
        if (page.after() != null) {
            parameters.put("after", page.after());
        }
        return find("at >= :since and at < :until" + after + " order by id desc", parameters)
                .range(page.offset(), page.offset() + page.limit() - 1)
                .list();
    }

    Uni<Long> count(Span span) {
        return count("at >= :since and at < :until", parameters(span));
    }

    private static Map<String, Object> parameters(Span span) {
        return Map.of("since", span.since(), "until", span.until());
    }
}
