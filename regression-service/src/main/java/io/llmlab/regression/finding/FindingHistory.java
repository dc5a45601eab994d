package io.llmlab.regression.finding;

import io.llmlab.platform.http.Listing;
import io.llmlab.platform.http.Page;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/// Tells what was found.
@ApplicationScoped
class FindingHistory {

    private final FindingRepository findings;

    FindingHistory(FindingRepository findings) {
        this.findings = findings;
    }

    @WithSession
    Uni<Listing<FindingView>> list(FindingFilter filter, Page page) {
        return page.count()
                ? findings.countOf(filter).chain(total -> page(filter, page, total))
                : page(filter, page, null);
    }

    private Uni<Listing<FindingView>> page(FindingFilter filter, Page page, @Nullable Long total) {
        return findings.newestFirst(filter, page)
                .map(found -> new Listing<>(found.stream().map(FindingView::of).toList(), total));
    }
}
