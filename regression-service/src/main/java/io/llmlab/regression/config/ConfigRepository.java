package io.llmlab.regression.config;

import io.llmlab.platform.http.Page;
import io.llmlab.platform.problem.DomainException.Conflict;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import org.hibernate.exception.ConstraintViolationException;

@ApplicationScoped
class ConfigRepository implements PanacheRepository<DetectionConfig> {

    private static final String UNIQUE_VIOLATION = "23505";

    Uni<DetectionConfig> require(long id) {
        return findById(id).onItem().ifNull().failWith(() -> new NotFound("configuration", id));
    }

    Uni<List<DetectionConfig>> newestFirst(Page page) {
        var after = page.after();
        var query = after == null ? findAll(Sort.descending("id")) : find("id < ?1", Sort.descending("id"), after);
        return query.range(page.offset(), page.offset() + page.limit() - 1).list();
    }

    /// The same, and nobody else changes it meanwhile.
    Uni<DetectionConfig> requireAlone(long id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> new NotFound("configuration", id));
    }

    /// Writes what is pending.
    Uni<Void> settle() {
        return flush().onFailure().transform(ConfigRepository::explained);
    }

    /// The same method for the same metric, dataset and model twice is a conflict.
    static Throwable explained(Throwable failure) {
        return isTaken(failure)
                ? new Conflict("This metric has a configuration with this method, dataset and model already")
                : failure;
    }

    private static boolean isTaken(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConstraintViolationException
                    || (cause instanceof PgException refused && UNIQUE_VIOLATION.equals(refused.getSqlState()))) {
                return true;
            }
        }
        return false;
    }
}
