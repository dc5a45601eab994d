package io.llmlab.alert.cost;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.alert.signal.Subject;
import io.llmlab.alert.timer.Timer;
import io.llmlab.alert.timer.TimerKind;
import io.llmlab.alert.timer.Timers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/// One timer a model and hour, however many runs set it.
@ApplicationScoped
class CostTimers {

    private final Timers timers;
    private final ObjectMapper mapper;

    CostTimers(Timers timers, ObjectMapper mapper) {
        this.timers = timers;
        this.mapper = mapper;
    }

    Uni<Void> setNextHour(Subject subject, Instant now) {
        var at = now.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
        var key = "%d@%s".formatted(subject.model().id(), at);
        Map<String, Object> payload = Map.of("subject", mapper.convertValue(subject, Map.class));
        return timers.set(List.of(new Timer(TimerKind.REVIEW_COSTS, key, at, payload)));
    }

    Subject subject(Timer timer) {
        return mapper.convertValue(timer.payload().get("subject"), Subject.class);
    }
}
