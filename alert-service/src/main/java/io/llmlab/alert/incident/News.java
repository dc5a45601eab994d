package io.llmlab.alert.incident;

import static java.util.stream.Collectors.toSet;

import io.llmlab.alert.signal.NewsKind;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is said in one message.
///
/// @param items the most important first; never empty
/// @param channels on which it is said
record News(
        NewsKind kind,
        List<Item> items,
        Collection<String> channels,
        @Nullable String runbookUrl) {

    /// @param why what there is to say of the alert now, or null where its own message says it
    record Item(Alert alert, @Nullable String why) {}

    News {
        items = List.copyOf(items);
    }

    /// The same of some of the alerts.
    News about(List<Item> some) {
        return new News(kind, some, channels, runbookUrl);
    }

    Set<Long> models() {
        return items.stream().map(item -> item.alert().model().id()).collect(toSet());
    }

    List<Long> alerts() {
        return items.stream().map(item -> item.alert().id()).toList();
    }
}
