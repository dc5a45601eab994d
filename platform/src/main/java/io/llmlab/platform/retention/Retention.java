package io.llmlab.platform.retention;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.Comparator;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// All that this service forgets, one kind after the other.
@ApplicationScoped
public class Retention {

    private final Instance<RetentionSource> sources;
    private final String service;

    Retention(Instance<RetentionSource> sources, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.sources = sources;
        this.service = service;
    }

    /// What is older than it is kept for; nothing is changed.
    public Uni<RetentionReport> look() {
        return each(Kind::old, KindView::older);
    }

    /// Forgets it now, without waiting for the schedule: of each kind a bounded part.
    public Uni<RetentionReport> cleanUp() {
        return each(Kind::forget, KindView::deleted);
    }

    private Uni<RetentionReport> each(Function<Kind, Uni<Amount>> work, BiFunction<Kind, Amount, KindView> told) {
        return Multi.createFrom()
                .items(() -> sources.stream()
                        .flatMap(source -> source.kinds().stream())
                        .sorted(Comparator.comparing(Kind::table).thenComparing(Kind::name)))
                .onItem()
                .transformToUniAndConcatenate(kind -> Uni.createFrom()
                        .deferred(() -> work.apply(kind))
                        .map(amount -> told.apply(kind, amount))
                        .onFailure()
                        .recoverWithItem(failure -> failed(kind, failure)))
                .collect()
                .asList()
                .map(kinds -> new RetentionReport(service, kinds));
    }

    private static KindView failed(Kind kind, Throwable failure) {
        Log.warnf("Old %s stay for now: %s", kind.name(), failure.toString());
        return KindView.problem(kind, failure);
    }
}
