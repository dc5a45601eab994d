package io.llmlab.runner.delegate;

import io.llmlab.platform.http.Page;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class RegistrationRepository implements PanacheRepository<Registration> {

    /// @return the registration, or a failure with [NotFound]
    Uni<Registration> require(String name) {
        return named(name).map(found -> found.orElseThrow(() -> new NotFound("executor", name)));
    }

    Uni<Optional<Registration>> named(String name) {
        return find("name", name).firstResult().map(Optional::ofNullable);
    }

    Uni<List<Registration>> page(Page page) {
        return find("order by name")
                .range(page.offset(), page.offset() + page.limit() - 1)
                .list();
    }

    /// The first few, to be named in a message.
    Uni<List<String>> someNames(int most) {
        return find("order by name")
                .page(0, most)
                .list()
                .map(found -> found.stream().map(Registration::name).toList());
    }
}
