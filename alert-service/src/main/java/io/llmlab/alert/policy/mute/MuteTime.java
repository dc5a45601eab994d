package io.llmlab.alert.policy.mute;

import static java.util.Objects.requireNonNull;

import io.llmlab.alert.policy.AlertMatcher;
import io.llmlab.alert.policy.AlertMatchers;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hours that come again, in which people are not told of the alerts that it covers.
@Entity
class MuteTime {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String name;

    @Convert(converter = AlertMatchers.class)
    private List<AlertMatcher> matchers;

    private String cron;
    private int durationMinutes;
    private String timeZone;
    private boolean mutesCritical;
    private Instant createdAt;
    private Instant updatedAt;

    @Version
    private int version;

    protected MuteTime() {} // for Hibernate

    static MuteTime of(MuteTimeRequest request, Instant at) {
        var time = new MuteTime();
        time.createdAt = at;
        time.become(request, at);
        return time;
    }

    void become(MuteTimeRequest all, Instant at) {
        Hours.of(all.cron(), all.durationMinutes(), all.timeZone()).requireGaps(at);
        name = all.name();
        matchers = all.matchers();
        cron = all.cron();
        durationMinutes = all.durationMinutes();
        timeZone = all.timeZone();
        mutesCritical = all.mutesCritical();
        updatedAt = at;
    }

    Hours hours() {
        return Hours.of(cron, durationMinutes, timeZone);
    }

    long id() {
        return requireNonNull(id, "mute time is not stored yet");
    }

    String name() {
        return name;
    }

    List<AlertMatcher> matchers() {
        return List.copyOf(matchers);
    }

    String cron() {
        return cron;
    }

    int durationMinutes() {
        return durationMinutes;
    }

    String timeZone() {
        return timeZone;
    }

    boolean mutesCritical() {
        return mutesCritical;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }
}
