package io.llmlab.regression.finding;

import io.llmlab.platform.http.Listing;
import io.llmlab.platform.http.Page;
import io.llmlab.regression.cause.CauseService;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells what was found.
@ApplicationScoped
class FindingHistory {

    private final FindingRepository findings;

    private final CauseService causes;

    FindingHistory(FindingRepository findings, CauseService causes) {
        this.findings = findings;
        this.causes = causes;
    }

    @WithSession
    Uni<FindingView> get(long id) {
        return findings.require(id)
                .chain(finding -> causes.of(List.of(finding.whatHappened()))
                        .map(cause -> FindingView.of(finding, cause.getFirst())));
    }

    @WithSession
    Uni<Listing<FindingView>> list(FindingFilter filter, Page page) {
        return page.count()
                ? findings.countOf(filter).chain(total -> page(filter, page, total))
                : page(filter, page, null);
    }

    private Uni<Listing<FindingView>> page(FindingFilter filter, Page page, @Nullable Long total) {
        var rows = filter.isGrouped()
                ? findings.newestGroups(filter, page)
                        .map(groups -> groups.stream().map(FindingView::ofGroup).toList())
                : findings.newestFirst(filter, page)
                        .map(found -> found.stream().map(FindingView::of).toList());
        return rows.map(views -> new Listing<>(views, total));
    }
}
