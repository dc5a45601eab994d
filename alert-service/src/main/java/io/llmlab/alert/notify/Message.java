package io.llmlab.alert.notify;

import static java.util.Objects.requireNonNullElse;

import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.Cause;
import io.llmlab.alert.signal.History;
import io.llmlab.alert.signal.Interval;
import io.llmlab.alert.signal.Model;
import io.llmlab.alert.signal.NewsKind;
import io.llmlab.alert.signal.Severity;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
/// @param chart the series of the most important item of which it is known, or null
/// @param annotations what people noted around the onset, oldest first, at most [#MOST_ANNOTATIONS]
/// @param acknowledgeLink acknowledges its alerts without a login, or null; only the message that is sent to one
/// channel
/// has it
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
        @Nullable Chart chart,
        List<Annotation> annotations,
        @Nullable String acknowledgeLink,
        boolean test) {

    public static final int MOST_ITEMS = 20;

    public static final int MOST_ANNOTATIONS = 5;

    /// A deploy, a change of a prompt: what a person or a pipeline noted.
    ///
    /// @param text one line, shortened
    /// @param createdBy who noted it
    public record Annotation(Instant at, String text, String createdBy) {}

    /// How a series went.
    ///
    /// @param baseline what it is compared with
    /// @param onset of the change, or null where that is not known
    public record Chart(
            String metricName, double baseline, @Nullable Instant onset, List<History.Point> points) {}

    /// One alert, or one part of an alert, that the message is about.
    ///
    /// @param fingerprint the identity of the part
    /// @param text from what to what, with its evidence
    /// @param changePercent signed fraction
    /// @param thresholdValue the condition that was broken
    /// @param interval of the change, in the metric's unit
    /// @param model by its name, like the data set; null where the alert is about none
    /// @param alertFingerprint the identity of the alert that it is a part of, which is its own where there is no
    /// other part; null in what was stored before alerts had parts
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
            String text,
            @Nullable String model,
            @Nullable String dataset,
            @Nullable String alertFingerprint) {

        /// One that is about what its message is about.
        public Item(
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
                String text) {
            this(
                    alertId,
                    fingerprint,
                    metricType,
                    metricName,
                    baselineValue,
                    currentValue,
                    changePercent,
                    pValue,
                    thresholdValue,
                    interval,
                    text,
                    null,
                    null,
                    fingerprint);
        }

        /// What receivers know the alert by.
        @Nullable
        public String incident() {
            return alertFingerprint == null ? fingerprint : alertFingerprint;
        }

        /// Whom it is about, in words; empty where that is not known.
        Optional<String> about() {
            if (model == null) {
                return Optional.ofNullable(dataset);
            }
            return Optional.of(dataset == null ? model : "%s on %s".formatted(model, dataset));
        }
    }

    public Message {
        // Null in what was stored before there was any other news.
        kind = requireNonNullElse(kind, NewsKind.OPENED);
        items = List.copyOf(items);
        // Null in what was stored before there were any.
        annotations = annotations == null ? List.of() : List.copyOf(annotations);
    }

    /// One without chart and annotations.
    public Message(
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
        this(
                kind,
                alertType,
                severity,
                ruleId,
                title,
                at,
                model,
                dataset,
                runId,
                items,
                omitted,
                link,
                runbookUrl,
                runLink,
                cause,
                null,
                List.of(),
                null,
                test);
    }

    /// The same with a link that acknowledges its alerts.
    Message acknowledgedBy(String url) {
        return with(items, omitted, chart, url);
    }

    /// The same without its chart.
    public Message withoutChart() {
        return with(items, omitted, null, acknowledgeLink);
    }

    /// The same with its first items alone, at most so many.
    public Message listing(int most) {
        var listed = items.subList(0, Math.min(most, items.size()));
        return with(listed, omitted + items.size() - listed.size(), chart, acknowledgeLink);
    }

    private Message with(List<Item> items, int omitted, @Nullable Chart chart, @Nullable String acknowledgeLink) {
        return new Message(
                kind,
                alertType,
                severity,
                ruleId,
                title,
                at,
                model,
                dataset,
                runId,
                items,
                omitted,
                link,
                runbookUrl,
                runLink,
                cause,
                chart,
                annotations,
                acknowledgeLink,
                test);
    }

    /// Whom its items are about, where that is not the same for all of them; else none.
    public List<String> parts() {
        var parts = items.stream()
                .map(Item::about)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        return parts.size() > 1 ? parts : List.of();
    }

    /// The ids of the alerts that it lists.
    public List<Long> alerts() {
        return items.stream()
                .map(Item::alertId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
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
