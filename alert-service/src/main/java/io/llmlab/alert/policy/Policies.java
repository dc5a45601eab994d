package io.llmlab.alert.policy;

import io.llmlab.platform.database.PlainSql;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/// May people be told of an alert now? If not, until when and why?
///
/// One look at the database for each piece of news: what people have set is read anew when it was changed only.
@ApplicationScoped
public class Policies {

    private static final String EDITION = "select number from policy_edition";

    private final List<PolicySource> sources;
    private final Clock clock;
    private volatile Book remembered = new Book(-1, List.of());

    Policies(@All List<PolicySource> sources, Clock clock) {
        this.sources = sources;
        this.clock = clock;
    }

    private record Book(long edition, List<Policy> policies) {}

    /// What holds now, within the caller's transaction.
    public Uni<InForce> inForce() {
        return PlainSql.rows(EDITION)
                .map(rows -> (Long) rows.getFirst()[0])
                .chain(this::book)
                .map(book -> new InForce(book.policies(), clock.instant()));
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
                .map(policies -> new Book(edition, policies))
                .invoke(book -> remembered = book);
    }
}
