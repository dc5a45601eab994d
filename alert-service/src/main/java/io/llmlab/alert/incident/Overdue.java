package io.llmlab.alert.incident;

import io.llmlab.alert.policy.HeldNews;
import io.llmlab.alert.signal.NewsKind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All that was kept back of one part of an alert. What people hear of it in the end is one piece of news: the
/// one that matters most of the whole alert, on every channel that one of the part was meant for.
///
/// @param ofAlert what was kept back of all its parts
record Overdue(Alert alert, AlertPart part, List<HeldNews> ofAlert) {

    private static final List<NewsKind> WHILE_OPEN = List.of(
            NewsKind.OPENED,
            NewsKind.REOPENED,
            NewsKind.GRAVER,
            NewsKind.WORSENED,
            NewsKind.ESCALATED,
            NewsKind.UNSNOOZED,
            NewsKind.REMINDED);

    private static final List<NewsKind> ONCE_OVER = List.of(NewsKind.RESOLVED);

    /// What is told in one message with others of the same.
    ///
    /// @param ruleId empty where it does not matter
    record Occasion(String ruleId, NewsKind kind, List<String> channels) {}

    /// Empty where it is no news any more.
    ///
    /// @param ofAnyRule whether it is told together with news of other rules
    Optional<Occasion> occasion(boolean ofAnyRule) {
        return news().stream().noneMatch(held -> relevant().contains(held.kind()))
                ? Optional.empty()
                : relevant().stream()
                        .filter(kind -> ofAlert.stream().anyMatch(held -> held.kind() == kind))
                        .findFirst()
                        .map(kind -> new Occasion(ofAnyRule ? "" : alert.ruleId(), kind, channels()));
    }

    /// What was to be said of it where that is all there is to say.
    News.Item item() {
        return new News.Item(alert, part, why());
    }

    private List<HeldNews> news() {
        return ofAlert.stream()
                .filter(held -> held.part().equals(part.fingerprint()))
                .toList();
    }

    private @Nullable String why() {
        return news().size() == 1 ? news().getFirst().why() : null;
    }

    private List<String> channels() {
        return news().stream()
                .filter(held -> relevant().contains(held.kind()))
                .flatMap(held -> held.channels().stream())
                .sorted()
                .distinct()
                .toList();
    }

    private List<NewsKind> relevant() {
        if (alert.facts().status() == AlertStatus.RESOLVED) {
            return ONCE_OVER;
        }
        return part.isOpen() ? WHILE_OPEN : List.of();
    }
}
