package io.llmlab.alert.incident;

import io.llmlab.alert.policy.Hold;
import io.llmlab.alert.policy.InForce;
import io.llmlab.alert.policy.Policies;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Decides whether people hear of news now: who is to be told, what keeps it back, and with what it is told.
@ApplicationScoped
class Discretion {

    private static final String NOBODY = "the rule names no channel, and no route fits";

    private final Policies policies;
    private final Family family;
    private final Gathering gathering;
    private final Shelf shelf;

    Discretion(Policies policies, Family family, Gathering gathering, Shelf shelf) {
        this.policies = policies;
        this.family = family;
        this.gathering = gathering;
        this.shelf = shelf;
    }

    /// @return what is told now: the news, a part of them, or nothing
    Uni<List<News>> pass(News news) {
        return policies.inForce(news.models()).chain(inForce -> pass(news, inForce));
    }

    private Uni<List<News>> pass(News news, InForce inForce) {
        var directed = Directed.of(news, inForce);
        return noteThatNobodyIsTold(news, directed.nowhere())
                .chain(() -> Multi.createFrom()
                        .iterable(directed.news())
                        .onItem()
                        .transformToUniAndConcatenate(told -> passOnce(told, inForce))
                        .onItem()
                        .<News>disjoint()
                        .collect()
                        .asList());
    }

    private Uni<Void> noteThatNobodyIsTold(News news, List<News.Item> nowhere) {
        return nowhere.isEmpty()
                ? Uni.createFrom().voidItem()
                : shelf.note(news.about(nowhere), NOBODY, news.details());
    }

    /// But for those who know of it by another alert.
    private Uni<List<News>> passOnce(News news, InForce inForce) {
        return family.sift(news)
                .call(sifted -> Multi.createFrom()
                        .iterable(sifted.known())
                        .onItem()
                        .transformToUniAndConcatenate(
                                known -> shelf.note(news.about(List.of(known.item())), known.reason(), news.details()))
                        .onItem()
                        .ignoreAsUni())
                .chain(sifted -> Multi.createFrom()
                        .iterable(sifted.told())
                        .onItem()
                        .transformToUniAndConcatenate(told -> sift(told, inForce))
                        .onItem()
                        .<News>disjoint()
                        .collect()
                        .asList());
    }

    private Uni<List<News>> sift(News news, InForce inForce) {
        var free = new ArrayList<News.Item>();
        var held = new LinkedHashMap<Hold, List<News.Item>>();
        for (var item : news.items()) {
            inForce.holds(item.traits())
                    .ifPresentOrElse(
                            hold -> held.computeIfAbsent(hold, _ -> new ArrayList<>())
                                    .add(item),
                            () -> free.add(item));
        }
        return Multi.createFrom()
                .iterable(held.entrySet())
                .onItem()
                .transformToUniAndConcatenate(kept -> keepBack(news.about(kept.getValue()), kept.getKey()))
                .onItem()
                .ignoreAsUni()
                .chain(() -> free.isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : gathering.gather(news.about(free), inForce.now()));
    }

    /// What one policy keeps back of a rule and a model for the same time is told together.
    Uni<Void> keepBack(News news, Hold hold) {
        var alert = news.first().alert();
        var bundle =
                "%s/%s/%d@%s".formatted(hold.by(), alert.ruleId(), alert.model().id(), hold.until());
        return shelf.keepBack(news, hold, bundle);
    }
}
