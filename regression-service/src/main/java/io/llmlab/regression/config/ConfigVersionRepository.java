package io.llmlab.regression.config;

import io.llmlab.platform.http.Page;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class ConfigVersionRepository implements PanacheRepositoryBase<ConfigVersion, ConfigVersion.Key> {

    /// Fails where there has never been such a configuration.
    Uni<Long> requireSome(long configId) {
        return count("configId", configId)
                .chain(found -> found == 0
                        ? Uni.createFrom().failure(new NotFound("configuration", configId))
                        : Uni.createFrom().item(found));
    }

    Uni<List<ConfigVersion>> newestFirst(long configId, Page page) {
        var after = page.after();
        return find(
                        "configId = ?1 and version < ?2",
                        Sort.descending("version"),
                        configId,
                        after == null ? Integer.MAX_VALUE : Math.toIntExact(Math.min(after, Integer.MAX_VALUE)))
                .range(page.offset(), page.offset() + page.limit() - 1)
                .list();
    }
}
