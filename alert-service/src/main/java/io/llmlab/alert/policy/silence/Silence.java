package io.llmlab.alert.policy.silence;

import static java.util.Objects.requireNonNull;

import io.llmlab.alert.policy.AlertMatcher;
import io.llmlab.alert.policy.AlertMatchers;
import io.llmlab.platform.problem.DomainException.Conflict;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Nobody is told of the alerts that it covers while it lasts. Once it is over it stays as it was.
@Entity
class Silence {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @Convert(converter = AlertMatchers.class)
    private List<AlertMatcher> matchers;

    private Instant startsAt;
    private Instant endsAt;
    private String createdBy;
    private String comment;
    private Instant createdAt;
    private Instant updatedAt;

    @Version
    private int version;

    protected Silence() {} // for Hibernate

    static Silence of(SilenceRequest request, Instant at) {
        var silence = new Silence();
        silence.createdAt = at;
        silence.take(request, at);
        return silence;
    }

    void become(SilenceRequest all, Instant at) {
        if (statusAt(at) == SilenceStatus.EXPIRED) {
            throw new Conflict("Silence %d is over; make another one".formatted(id()));
        }
        take(all, at);
    }

    private void take(SilenceRequest all, Instant at) {
        all.requireTimes(at);
        matchers = all.matchers();
        startsAt = all.startsAt() == null ? at : all.startsAt();
        endsAt = all.endsAt();
        createdBy = all.createdBy();
        comment = all.comment();
        updatedAt = at;
    }

    /// Ends it now, where it is not over yet.
    ///
    /// @return whether that changed anything
    boolean expire(Instant at) {
        if (statusAt(at) == SilenceStatus.EXPIRED) {
            return false;
        }
        if (startsAt.isAfter(at)) {
            startsAt = at;
        }
        endsAt = at;
        updatedAt = at;
        return true;
    }

    SilenceStatus statusAt(Instant at) {
        if (!at.isBefore(endsAt)) {
            return SilenceStatus.EXPIRED;
        }
        return at.isBefore(startsAt) ? SilenceStatus.PENDING : SilenceStatus.ACTIVE;
    }

    long id() {
        return requireNonNull(id, "silence is not stored yet");
    }

    List<AlertMatcher> matchers() {
        return List.copyOf(matchers);
    }

    Instant startsAt() {
        return startsAt;
    }

    Instant endsAt() {
        return endsAt;
    }

    String createdBy() {
        return createdBy;
    }

    String comment() {
        return comment;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }
}
