package io.llmlab.alert.notify;

import static java.util.Objects.requireNonNullElse;

import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.Cause;
import io.llmlab.alert.signal.Interval;
import io.llmlab.alert.signal.Model;
import io.llmlab.alert.signal.NewsKind;
import io.llmlab.alert.signal.Severity;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is said, whatever the channel. It never carries the text of a sample.
///
/// @param kind what has become of the alerts it is about
/// @param title one line
/// @param items what it rests on, the most important first, at most [#MOST_ITEMS]
/// @param omitted how many more there were
/// @param link to the page of the alert, or null where no PUBLIC_URL is set
/// @param runLink to the run, or null where no PUBLIC_URL is set or there is no run
/// @param cause why it happened, as far as that is known, of the most important item that has one
/// @param test whether a person asked for it to see the channel work
@RegisterForReflection(ignoreNested = false)
public record Message(
        NewsKind kind,
        AlertType alertType,
        Severity severity,
        String ruleId,
        String title,
        Instant at,
        @Nullable Model model,
        @Nullable String dataset,
        @Nullable Long runId,
        List<Item> items,
        int omitted,
        @Nullable String link,
        @Nullable String runbookUrl,
        @Nullable String runLink,
        @Nullable Cause cause,
        boolean test) {

    /// Keeps the largest message below the 20 KB that Standard Webhooks advises.
    public static final int MOST_ITEMS = 20;

    /// One alert that the message is about.
    ///
    /// @param text from what to what, with its evidence
    /// @param changePercent signed fraction
    /// @param thresholdValue the condition that was broken
    /// @param interval of the change, in the metric's unit
    public record Item(
            @Nullable Long alertId,
            @Nullable String fingerprint,
            @Nullable String metricType,
            @Nullable String metricName,
            @Nullable Double baselineValue,
            @Nullable Double currentValue,
            @Nullable Double changePercent,
            @Nullable Double pValue,
            @Nullable Double thresholdValue,
            @Nullable Interval interval,
            String text) {}

    public Message {
        // Null in what was stored before there was any other news.
        kind = requireNonNullElse(kind, NewsKind.OPENED);
        items = List.copyOf(items);
    }

    /// Its items, or where it has none, as a test, one that says the title.
    public List<Item> told() {
        return items.isEmpty()
                ? List.of(new Item(null, null, null, null, null, null, null, null, null, null, title))
                : items;
    }

    /// `[CRITICAL] …`, in one line whatever the names in it contain.
    public String subject() {
        return "[%s] %s".formatted(severity, Texts.oneLine(title));
    }
}
