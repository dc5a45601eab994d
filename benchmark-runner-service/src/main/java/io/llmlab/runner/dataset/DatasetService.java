package io.llmlab.runner.dataset;

import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.http.Listing;
import io.llmlab.platform.http.Page;
import io.llmlab.platform.problem.DomainException.Conflict;
import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads and deletes data sets; [DatasetUploads] takes them in.
@ApplicationScoped
class DatasetService {

    private final DatasetRepository datasets;
    private final List<DatasetUse> uses;
    private final Audit audit;
    private final Clock clock;

    DatasetService(DatasetRepository datasets, @All List<DatasetUse> uses, Audit audit, Clock clock) {
        this.datasets = datasets;
        this.uses = uses;
        this.audit = audit;
        this.clock = clock;
    }

    /// A page of data sets, each in its latest version.
    @WithSession
    Uni<Listing<DatasetView>> list(Page page) {
        return datasets.latestOfEach(page)
                .chain(found -> total(page, datasets.countNames()).map(total -> new Listing<>(views(found), total)));
    }

    @WithSession
    Uni<DatasetView> get(String name) {
        return datasets.requireLatest(name).map(DatasetView::of);
    }

    /// A page of a data set's versions, newest first.
    @WithSession
    Uni<Listing<DatasetView>> versions(String name, Page page) {
        return datasets.requireLatest(name)
                .chain(() -> datasets.versionsOf(name, page))
                .chain(found ->
                        total(page, datasets.countVersions(name)).map(total -> new Listing<>(views(found), total)));
    }

    /// Hides all versions; runs keep what they refer to, and an upload under the name starts anew.
    @WithTransaction
    Uni<Void> delete(String name) {
        return datasets.requireLatest(name)
                .chain(() -> requireUnused(name))
                .chain(() -> datasets.hide(name, clock.instant()))
                .chain(() -> audit.record(Audit.ANONYMOUS, "deleted", "dataset " + name));
    }

    private Uni<Void> requireUnused(String name) {
        return Multi.createFrom()
                .iterable(uses)
                .onItem()
                .transformToUniAndConcatenate(use -> use.usersOf(name))
                .onItem()
                .invoke(users -> refuse(name, users))
                .onItem()
                .ignoreAsUni();
    }

    private static void refuse(String name, List<String> users) {
        if (!users.isEmpty()) {
            throw new Conflict("The data set %s is in use by %s; delete or pause that first"
                    .formatted(name, String.join(", ", users)));
        }
    }

    private static List<DatasetView> views(List<Dataset> datasets) {
        return datasets.stream().map(DatasetView::of).toList();
    }

    private static Uni<@Nullable Long> total(Page page, Uni<Long> count) {
        return page.count() ? count : Uni.createFrom().nullItem();
    }
}
