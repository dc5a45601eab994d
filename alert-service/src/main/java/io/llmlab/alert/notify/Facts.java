package io.llmlab.alert.notify;

import io.llmlab.alert.signal.Cause;
import io.llmlab.alert.signal.Cause.Change;
import io.llmlab.alert.signal.Cause.Peers;
import io.llmlab.alert.signal.Cause.RunAt;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a message says beside its items, in words and in the order in which a person asks for it. Channels only
/// lay it out.
public final class Facts {

    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int MOST_PARTS = 5;

    private Facts() {}

    private static String listed(List<String> parts) {
        var named = parts.stream().limit(MOST_PARTS).collect(Collectors.joining(", "));
        return parts.size() > MOST_PARTS ? "%s and %d more".formatted(named, parts.size() - MOST_PARTS) : named;
    }

    /// All of them: whom it is about, why, who says so, and where to go on.
    public static List<Fact> of(Message message) {
        return Stream.of(subject(message), cause(message), origin(message), pages(message))
                .flatMap(List::stream)
                .toList();
    }

    /// Model, data set, run and what was measured.
    public static List<Fact> subject(Message message) {
        var facts = new ArrayList<Fact>();
        var parts = message.parts();
        if (!parts.isEmpty()) {
            facts.add(plain("About", listed(parts)));
        }
        if (parts.isEmpty() && message.model() != null) {
            facts.add(plain("Model", message.model().name()));
        }
        if (parts.isEmpty() && message.dataset() != null) {
            facts.add(plain("Dataset", message.dataset()));
        }
        if (message.runId() != null) {
            facts.add(new Fact("Run", message.runId().toString(), message.runLink()));
        }
        Measured.of(message).ifPresent(facts::add);
        return facts;
    }

    /// Since when, what changed, what else moved and hence the suspect, and what people noted around then; nothing
    /// where that is not known.
    public static List<Fact> cause(Message message) {
        return Stream.concat(why(message).stream(), noted(message).stream()).toList();
    }

    private static List<Fact> why(Message message) {
        var cause = message.cause();
        if (cause == null) {
            return List.of();
        }
        var facts = new ArrayList<Fact>();
        facts.add(plain("Suspect", "%s: %s".formatted(cause.suspect(), cause.reason())));
        facts.add(plain("Began with", began(cause.onset())));
        if (cause.lastGood() != null) {
            facts.add(plain("Last good run", run(cause.lastGood())));
        }
        facts.add(plain("What changed", changed(cause)));
        facts.add(plain("What else moved", moved(cause)));
        return facts;
    }

    /// What people noted around the onset.
    private static List<Fact> noted(Message message) {
        var noted = message.annotations().stream()
                .map(annotation ->
                        "%s %s (by %s)".formatted(time(annotation.at()), annotation.text(), annotation.createdBy()))
                .collect(Collectors.joining("; "));
        return noted.isEmpty() ? List.of() : List.of(plain("Noted around then", noted));
    }

    /// Severity, rule and time.
    public static List<Fact> origin(Message message) {
        return List.of(
                plain("Severity", message.severity().name()),
                plain("Rule", message.ruleId()),
                plain("Time", time(message.at())));
    }

    /// The pages to go on with: alert, acknowledging and runbook, as far as there are.
    public static List<Fact> pages(Message message) {
        return Stream.of(
                        page("Alert", message.link()),
                        page("Acknowledge", message.acknowledgeLink()),
                        page("Runbook", message.runbookUrl()))
                .flatMap(List::stream)
                .toList();
    }

    /// What a button leads to: acknowledging, alert, run and runbook, as far as there are.
    public static List<Fact> buttons(Message message) {
        return Stream.of(
                        page("Acknowledge", message.acknowledgeLink()),
                        page("Open alert", message.link()),
                        page("Open run", message.runLink()),
                        page("Runbook", message.runbookUrl()))
                .flatMap(List::stream)
                .toList();
    }

    /// A time as people read it, to the minute.
    public static String time(Instant at) {
        return MINUTES.format(at);
    }

    private static Fact plain(String name, String value) {
        return new Fact(name, value, null);
    }

    private static List<Fact> page(String name, @Nullable String url) {
        return url == null ? List.of() : List.of(new Fact(name, url, url));
    }

    private static String began(Cause.Onset onset) {
        var first = run(new RunAt(onset.runId(), onset.timestamp()));
        return onset.earliest().runId() == onset.latest().runId()
                ? first
                : "%s (95 %% sure between run %d and run %d)"
                        .formatted(
                                first, onset.earliest().runId(), onset.latest().runId());
    }

    private static String run(RunAt run) {
        return "run %d of %s".formatted(run.runId(), time(run.timestamp()));
    }

    private static String changed(Cause cause) {
        if (cause.lastGood() == null) {
            return "not known: there is no good run to compare with";
        }
        if (cause.changed().isEmpty()) {
            return "nothing that runs record";
        }
        var changes = cause.changed().stream().map(Facts::change).collect(Collectors.joining("; "));
        return cause.moreChanged() > 0 ? "%s; and %d more".formatted(changes, cause.moreChanged()) : changes;
    }

    private static String change(Change change) {
        return "%s: %s → %s%s"
                .formatted(
                        change.part(),
                        change.before() == null ? "none" : change.before(),
                        change.after() == null ? "none" : change.after(),
                        change.pointsTo() == null ? "" : " (points to the %s)".formatted(change.pointsTo()));
    }

    private static String moved(Cause cause) {
        var moved = Stream.of(
                        moved("other models on this dataset", cause.otherModels()),
                        moved("other datasets of this model", cause.otherDatasets()),
                        moved("models of the same provider", cause.sameProvider()))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
        return moved.isEmpty() ? "not known: there is nothing to compare with" : moved;
    }

    private static String moved(String whose, Peers peers) {
        if (peers.comparable() == 0) {
            return "";
        }
        var names = peers.names().isEmpty() ? "" : " (%s)".formatted(names(peers));
        return "%d of %d %s%s".formatted(peers.moved(), peers.comparable(), whose, names);
    }

    private static String names(Peers peers) {
        var listed = String.join(", ", peers.names());
        return peers.moved() > peers.names().size() ? listed + ", …" : listed;
    }
}
