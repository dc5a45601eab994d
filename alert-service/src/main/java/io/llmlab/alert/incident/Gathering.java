package io.llmlab.alert.incident;

import io.llmlab.alert.policy.Groups;
import io.llmlab.alert.policy.Hold;
import io.llmlab.alert.signal.NewsKind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Lets news of one group wait for each other, as the rule or the route says that sends them.
@ApplicationScoped
class Gathering {

    /// What may come in numbers. Reminders and escalation have clocks of their own, and an end is told at once.
    private static final Set<NewsKind> GATHERED =
            EnumSet.of(NewsKind.OPENED, NewsKind.REOPENED, NewsKind.GRAVER, NewsKind.WORSENED);

    private static final String GROUP = "group/";

    private final Groups groups;
    private final Shelf shelf;
    private final Clock clock;

    Gathering(Groups groups, Shelf shelf, Clock clock) {
        this.groups = groups;
        this.shelf = shelf;
        this.clock = clock;
    }

    /// @return what is told now
    Uni<List<News>> gather(News news, Instant now) {
        if (news.target().grouping().isNone() || !GATHERED.contains(news.kind())) {
            return Uni.createFrom().item(List.of(news));
        }
        var byGroup = new LinkedHashMap<String, List<News.Item>>();
        news.items()
                .forEach(item -> byGroup.computeIfAbsent(groupOf(news, item), _ -> new ArrayList<>())
                        .add(item));
        return Multi.createFrom()
                .iterable(byGroup.entrySet())
                .onItem()
                .transformToUniAndConcatenate(group -> join(group.getKey(), news.about(group.getValue()), now))
                .onItem()
                .<News>disjoint()
                .collect()
                .asList();
    }

    /// To be called before what lies in a bundle is told, by whoever holds the rows of its alerts.
    ///
    /// @param any whether there is anything left in it
    Uni<Void> tell(String bundle, boolean any) {
        return isOfGroup(bundle)
                ? groups.tell(bundle.substring(0, bundle.lastIndexOf('@')), clock.instant(), any)
                : Uni.createFrom().voidItem();
    }

    /// Whether alerts of several rules may lie in it.
    static boolean isOfGroup(String bundle) {
        return bundle.startsWith(GROUP);
    }

    private static String groupOf(News news, News.Item item) {
        var target = news.target();
        return "%s%s/%s"
                .formatted(
                        GROUP,
                        target.by(),
                        target.grouping().groupOf(item.alert().traits()));
    }

    private Uni<List<News>> join(String group, News news, Instant now) {
        return groups.join(group, news.target().grouping(), now)
                .chain(due -> due.map(at -> wait(group, news, at).replaceWith(List.<News>of()))
                        .orElseGet(() -> Uni.createFrom().item(List.of(news))));
    }

    private Uni<Void> wait(String group, News news, Instant until) {
        var name = group.substring(GROUP.length());
        var hold = new Hold(
                group, "told together with others of %s at %s".formatted(name, until), Map.of("group", name), until);
        return shelf.keepBack(news, hold, "%s@%s".formatted(group, until));
    }
}
