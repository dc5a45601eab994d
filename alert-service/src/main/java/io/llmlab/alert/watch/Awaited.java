package io.llmlab.alert.watch;

import io.llmlab.alert.incident.Incidents;
import io.llmlab.alert.incident.Incidents.Recovery;
import io.llmlab.alert.watch.Expectations.Stored;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;

/// Ends what was told of things that did not happen, now that they did or are not awaited any more.
@ApplicationScoped
class Awaited {

    private final Expectations expectations;
    private final Incidents incidents;

    Awaited(Expectations expectations, Incidents incidents) {
        this.expectations = expectations;
        this.incidents = incidents;
    }

    /// Within the transaction that holds their rows.
    ///
    /// @param text says why, for a person
    Uni<Void> over(List<Stored> stored, Function<Expectation, String> text) {
        var recoveries = stored.stream()
                .filter(Stored::raised)
                .map(Stored::expectation)
                .map(expectation -> recovery(expectation, text.apply(expectation)))
                .toList();
        return recoveries.isEmpty()
                ? Uni.createFrom().voidItem()
                : incidents.lock(recoveries.getFirst().modelId()).chain(() -> incidents.recover(recoveries));
    }

    Uni<Void> forget(List<Stored> stored) {
        return Multi.createFrom()
                .iterable(stored)
                .onItem()
                .transformToUniAndConcatenate(one -> expectations.forget(one.expectation()))
                .onItem()
                .ignoreAsUni();
    }

    private static Recovery recovery(Expectation expectation, String text) {
        var subject = expectation.subject();
        return new Recovery(
                subject.model().id(),
                subject.dataset(),
                expectation.kind().metricType(),
                expectation.metricName(),
                "",
                text);
    }
}
