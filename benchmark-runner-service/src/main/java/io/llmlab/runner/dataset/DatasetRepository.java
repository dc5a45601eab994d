package io.llmlab.runner.dataset;

import io.llmlab.platform.problem.DomainException.NotFound;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
public class DatasetRepository implements PanacheRepository<Dataset> {

    private static final String LATEST = "name = ?1 and deletedAt is null order by uploadedAt desc, id desc";

    /// A version by its id, deleted or not: runs keep what they refer to.
    ///
    /// @return the version, or a failure with [NotFound]
    public Uni<Dataset> require(long id) {
        return findById(id).onItem().ifNull().failWith(() -> new NotFound("data set", id));
    }

    /// The version that was uploaded last.
    ///
    /// @return the version, or a failure with [NotFound]
    public Uni<Dataset> requireLatest(String name) {
        return latest(name).map(found -> found.orElseThrow(() -> new NotFound("data set", name)));
    }

    /// The version that was uploaded last, or empty where nothing of the name was uploaded or it was deleted.
    public Uni<Optional<Dataset>> latest(String name) {
        return find(LATEST, name).firstResult().map(Optional::ofNullable);
    }

    /// @param version the first 12 or more hex digits of the content's SHA-256
    /// @return the version, or a failure with [NotFound]
    public Uni<Dataset> require(String name, String version) {
        return find("name = ?1 and deletedAt is null and sha256 like concat(?2, '%') order by id desc", name, version)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(() -> new NotFound("data set", name + " in version " + version));
    }

    Uni<List<Dataset>> versionsOf(String name) {
        return list("name = ?1 and deletedAt is null order by uploadedAt desc, id desc", name);
    }
}
