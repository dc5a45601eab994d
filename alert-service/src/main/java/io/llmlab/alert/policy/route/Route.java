package io.llmlab.alert.policy.route;

import static java.util.Objects.requireNonNull;

import io.llmlab.alert.policy.AlertMatcher;
import io.llmlab.alert.policy.AlertMatchers;
import io.llmlab.alert.policy.Grouping;
import io.llmlab.alert.signal.StringList;
import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where news go of the alerts that it covers, if their rules name no channel.
@Entity
class Route {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String name;
    private int position;

    @Convert(converter = AlertMatchers.class)
    private List<AlertMatcher> matchers;

    @Convert(converter = StringList.class)
    private List<String> channels;

    private boolean goesOn;

    @Embedded
    private Grouping grouping;

    private Instant createdAt;
    private Instant updatedAt;

    @Version
    private int version;

    protected Route() {} // for Hibernate

    static Route of(RouteRequest request, Instant at) {
        var route = new Route();
        route.createdAt = at;
        route.become(request, at);
        return route;
    }

    void become(RouteRequest all, Instant at) {
        name = all.name();
        position = all.position();
        matchers = all.matchers();
        channels = all.channels();
        goesOn = all.goesOn();
        grouping = Grouping.of(all.groupBy(), all.groupWait(), all.groupInterval());
        updatedAt = at;
    }

    long id() {
        return requireNonNull(id, "route is not stored yet");
    }

    String name() {
        return name;
    }

    int position() {
        return position;
    }

    List<AlertMatcher> matchers() {
        return List.copyOf(matchers);
    }

    List<String> channels() {
        return List.copyOf(channels);
    }

    boolean goesOn() {
        return goesOn;
    }

    Grouping grouping() {
        return grouping;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }
}
