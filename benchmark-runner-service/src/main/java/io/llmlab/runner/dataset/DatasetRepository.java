package io.llmlab.runner.dataset;

import io.llmlab.platform.http.Page;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.Session;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
public class DatasetRepository implements PanacheRepository<Dataset> {

    private static final String LATEST = "name = ?1 and deletedAt is null order by uploadedAt desc, id desc";

    /// Ends at the first item that has the field, which is the first of all as a rule.
    private static final String HAS_FIELD = """
            select exists (select 1 from dataset_item
                where dataset_id = :dataset and jsonb_exists(content -> 'metadata', :field))""";

    private static final String FIELDS = """
            select distinct jsonb_object_keys(content -> 'metadata')
            from (select content from dataset_item where dataset_id = :dataset order by position limit 1000) as beginning
            order by 1 limit 200""";

    private static final String LATEST_OF_EACH = """
            d.deletedAt is null and not exists (
                select 1 from Dataset newer
                where newer.name = d.name and newer.deletedAt is null
                    and (newer.uploadedAt > d.uploadedAt or newer.uploadedAt = d.uploadedAt and newer.id > d.id))""";

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

    /// Passes where items of the version have this field in their metadata, or none is asked for.
    ///
    /// @return a failure with [Invalid] names the fields that there are
    public Uni<Void> requireField(Dataset dataset, @Nullable String field) {
        if (field == null) {
            return Uni.createFrom().voidItem();
        }
        return getSession()
                .chain(session -> session.createNativeQuery(HAS_FIELD, Boolean.class)
                        .setParameter("dataset", dataset.id())
                        .setParameter("field", field)
                        .getSingleResult()
                        .chain(isThere ->
                                isThere ? Uni.createFrom().voidItem() : refuseField(session, dataset, field)));
    }

    private static Uni<Void> refuseField(Session session, Dataset dataset, String field) {
        return session.createNativeQuery(FIELDS, String.class)
                .setParameter("dataset", dataset.id())
                .getResultList()
                .map(fields -> {
                    throw Invalid.inBody(
                            "/benchmark_config/stratify_by",
                            "no item of the data set %s has the field %s; there are %s"
                                    .formatted(
                                            dataset.name(),
                                            field,
                                            fields.isEmpty() ? "none" : String.join(", ", fields)));
                });
    }

    /// The latest version of each name, newest first.
    Uni<List<Dataset>> latestOfEach(Page page) {
        return after(LATEST_OF_EACH, new Parameters(), page);
    }

    Uni<Long> countNames() {
        return find("select count(distinct name) from Dataset where deletedAt is null")
                .project(Long.class)
                .singleResult();
    }

    Uni<List<Dataset>> versionsOf(String name, Page page) {
        return after("d.name = :name and d.deletedAt is null", Parameters.with("name", name), page);
    }

    Uni<Long> countVersions(String name) {
        return count("name = ?1 and deletedAt is null", name);
    }

    Uni<Integer> hide(String name, Instant at) {
        return update("deletedAt = ?1 where name = ?2 and deletedAt is null", at, name);
    }

    private Uni<List<Dataset>> after(String condition, Parameters parameters, Page page) {
        var last = page.after();
        var asked = last == null ? condition : condition + " and d.id < :after";
        return find(
                        "from Dataset d where " + asked + " order by d.id desc",
                        last == null ? parameters : parameters.and("after", last))
                .range(page.offset(), page.offset() + page.limit() - 1)
                .list();
    }
}
