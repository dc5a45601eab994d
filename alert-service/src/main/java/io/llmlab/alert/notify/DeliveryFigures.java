package io.llmlab.alert.notify;

import io.llmlab.platform.figure.Figure;
import io.llmlab.platform.figure.FigureSource;
import io.llmlab.platform.figure.Figures;
import io.llmlab.platform.figure.Reading;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;

/// Whether people hear.
@ApplicationScoped
class DeliveryFigures implements FigureSource {

    /// Where the channel is gone, its type is gone too.
    private static final String UNKNOWN = "unknown";

    private static final List<String> OUTCOMES = List.of("sent", "retried", "failed", "skipped");

    private static final int MOST = 100_000;

    private static final Figure ATTEMPTS = Figure.counter(
            "llmlab.deliveries",
            "",
            "Attempts to send a notification, by the channel's type: `sent`, `retried` (it is tried again), `failed` (given"
                    + " up or refused), `skipped` (the channel is disabled or gone)",
            "type",
            "outcome");

    private static final Figure WAITING = Figure.gauge(
            "llmlab.deliveries.waiting",
            "",
            "Notifications that are due and not sent yet; at most %d are counted".formatted(MOST));

    private static final Figure OLDEST = Figure.gauge(
            "llmlab.deliveries.oldest",
            "seconds",
            "Since the notification that has waited longest became due; 0 where none is");

    /// By the partial index of what is pending. What waits for a channel that the system disabled is not late: it
    /// waits for a person.
    private static final String DUE = """
             from (select due_at from delivery
                   where status = 'PENDING' and due_at <= now()
                     and channel not in (select name from notification_channel
                                         where not enabled and disabled_reason is not null)
                   limit %d) part""".formatted(MOST);

    private final Figures figures;

    DeliveryFigures(Figures figures) {
        this.figures = figures;
    }

    void start(@Observes StartupEvent event) {
        for (var type : ChannelType.values()) {
            OUTCOMES.forEach(outcome -> figures.begin(ATTEMPTS, word(type), outcome));
        }
    }

    @Override
    public List<Figure> figures() {
        return List.of(ATTEMPTS, WAITING, OLDEST);
    }

    @Override
    public List<Reading> readings() {
        return List.of(
                new Reading(WAITING, "select count(*) as value " + DUE),
                new Reading(OLDEST, "select coalesce(extract(epoch from now() - min(due_at)), 0) as value " + DUE));
    }

    /// @param status what it is after the attempt
    void attempted(Claimed claimed, DeliveryStatus status) {
        var receiver = claimed.receiver();
        figures.count(ATTEMPTS, 1, receiver == null ? UNKNOWN : word(receiver.type()), outcome(status));
    }

    private static String outcome(DeliveryStatus status) {
        return status == DeliveryStatus.PENDING ? "retried" : word(status);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
