package io.llmlab.alert.policy;

import io.llmlab.alert.ledger.Ledger;
import io.llmlab.platform.database.PlainSql;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// May people be told of an alert now? If not, until when and why?
///
/// One look at the database for each piece of news: what people have set is read anew when it was changed only.
@ApplicationScoped
public class Policies {

    /// A row for each model that is unavailable, or one.
    private static final String STANDING = """
            select edition.number, unavailable.id, unavailable.model_id
            from policy_edition edition
            left join (select model_id, min(id) as id from alert
                       where alert_type = 'MODEL_UNAVAILABLE' and status <> 'RESOLVED' and model_id = any($1)
                       group by model_id) unavailable on true""";

    private final List<PolicySource> sources;
    private final RouterSource routes;
    private final Withheld withheld;
    private final Clock clock;
    private final Ledger ledger;
    private volatile Book remembered = new Book(-1, List.of(), _ -> List.of());

    Policies(@All List<PolicySource> sources, RouterSource routes, Withheld withheld, Clock clock, Ledger ledger) {
        this.ledger = ledger;
        this.sources = sources;
        this.routes = routes;
        this.withheld = withheld;
        this.clock = clock;
    }

    private record Book(long edition, List<Policy> policies, Router router) {}

    /// To be called before work that is done together asks about some of these models at a time: all are looked at
    /// now.
    public Uni<Void> expect(Collection<Long> models) {
        return ledger.once(Expected.class, () -> Uni.createFrom().item(new Expected(Set.copyOf(models))))
                .chain(expected -> inForce(expected.models()))
                .replaceWithVoid();
    }

    private record Expected(Set<Long> models) {}

    /// What holds now for alerts of these models, within the caller's transaction.
    public Uni<InForce> inForce(Collection<Long> models) {
        var asked = new Asked(withThoseExpected(models));
        return ledger.once(asked, () -> look(asked.models()));
    }

    private record Asked(Set<Long> models) {}

    private Set<Long> withThoseExpected(Collection<Long> models) {
        return ledger.<Expected>known(Expected.class)
                .map(Expected::models)
                .filter(expected -> expected.containsAll(models))
                .orElseGet(() -> Set.copyOf(models));
    }

    private Uni<InForce> look(Collection<Long> models) {
        return PlainSql.rows(STANDING, (Object) models.toArray(Long[]::new))
                .chain(rows -> book((Long) rows.getFirst()[0]).map(book -> inForce(book, rows)));
    }

    /// To be called with the end of an alert that says that a model is unavailable.
    public Uni<Void> availableAgain(long alertId) {
        return withheld.review(Inhibition.holder(alertId));
    }

    private InForce inForce(Book book, List<Object[]> rows) {
        var inhibitions = rows.stream()
                .filter(row -> row[1] != null)
                .<Policy>map(row -> new Inhibition((Long) row[1], (Long) row[2]));
        var policies = Stream.concat(book.policies().stream(), inhibitions).toList();
        return new InForce(policies, book.router(), clock.instant());
    }

    private Uni<Book> book(long edition) {
        var book = remembered;
        return book.edition() == edition ? Uni.createFrom().item(book) : read(edition);
    }

    /// What is read may be newer than the edition, and is then read once more than needed.
    private Uni<Book> read(long edition) {
        return Multi.createFrom()
                .iterable(sources)
                .onItem()
                .transformToUniAndConcatenate(PolicySource::policies)
                .onItem()
                .<Policy>disjoint()
                .collect()
                .asList()
                .chain(policies -> routes.router().map(router -> new Book(edition, policies, router)))
                .invoke(book -> remembered = book);
    }
}
