package io.llmlab.alert.policy.silence;

import io.llmlab.platform.http.Page;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class SilenceRepository implements PanacheRepository<Silence> {

    Uni<Silence> require(long id) {
        return findById(id).onItem().ifNull().failWith(() -> new NotFound("silence", id));
    }

    /// Those that last, and those to come.
    Uni<List<Silence>> endingAfter(Instant now) {
        return list("endsAt > ?1 order by id", now);
    }

    Uni<Long> countEndingAfter(Instant now) {
        return count("endsAt > ?1", now);
    }

    Uni<List<Silence>> page(@Nullable SilenceStatus status, Instant now, Page page) {
        var after = page.after() == null ? "" : " and id < :after";
        var parameters = parameters(status, now);
        if (page.after() != null) {
            parameters.put("after", page.after());
        }
        return find(condition(status) + after + " order by id desc", parameters)
                .range(page.offset(), page.offset() + page.limit() - 1)
                .list();
    }

    Uni<Long> count(@Nullable SilenceStatus status, Instant now) {
        return count(condition(status), parameters(status, now));
    }

    private static String condition(@Nullable SilenceStatus status) {
        return switch (status) {
            case null -> "1 = 1";
            case PENDING -> "startsAt > :now and endsAt > :now";
            case ACTIVE -> "startsAt <= :now and endsAt > :now";
            case EXPIRED -> "endsAt <= :now";
        };
    }

    private static Map<String, Object> parameters(@Nullable SilenceStatus status, Instant now) {
        var parameters = new HashMap<String, Object>();
        if (status != null) {
            parameters.put("now", now);
        }
        return parameters;
    }
}
