package io.llmlab.alert.event;

import io.llmlab.alert.notify.Notifications;
import io.llmlab.alert.watch.JobWatch;
import io.llmlab.alert.watch.SeriesWatch;
import io.llmlab.platform.deadletter.Intake;
import io.llmlab.platform.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/// What is to happen: jobs with their next times, and models of which nothing is awaited any more.
@ApplicationScoped
class ScheduleConsumer implements Intake {

    private final Inbox inbox;
    private final JobWatch jobs;
    private final SeriesWatch series;
    private final Notifications notifications;

    ScheduleConsumer(Inbox inbox, JobWatch jobs, SeriesWatch series, Notifications notifications) {
        this.inbox = inbox;
        this.jobs = jobs;
        this.series = series;
        this.notifications = notifications;
    }

    @Incoming("job-changed")
    Uni<Void> jobChanged(Message<String> message) {
        return inbox.once(message, JobChanged.class, event -> jobs.changed(event.job()))
                .invoke(notifications::wake);
    }

    @Incoming("model-changed")
    Uni<Void> modelChanged(Message<String> message) {
        return inbox.once(message, ModelChanged.class, this::take).invoke(notifications::wake);
    }

    @Override
    public Map<String, Function<Message<String>, Uni<Void>>> takers() {
        return Map.of("llmlab.job-changed.v1", this::jobChanged, "llmlab.model-changed.v1", this::modelChanged);
    }

    private Uni<Void> take(ModelChanged event) {
        return event.active()
                ? Uni.createFrom().voidItem()
                : series.retired(event.model().id());
    }
}
