package io.llmlab.alert.policy;

import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Which alerts are told in one message though they come one after the other.
@Embeddable
public class Grouping {

    /// Each run's alerts are told at once.
    public static final Grouping NONE = of(List.of(), 0, 0);

    @Convert(converter = GroupByList.class)
    private List<GroupBy> groupBy;

    private int groupWait;
    private int groupInterval;

    protected Grouping() {} // for Hibernate

    /// @param waitSeconds how long the first news of a group waits for others
    /// @param intervalSeconds how long later ones wait after the group's last message
    public static Grouping of(List<GroupBy> by, int waitSeconds, int intervalSeconds) {
        var grouping = new Grouping();
        grouping.groupBy = by.stream().sorted().distinct().toList();
        grouping.groupWait = waitSeconds;
        grouping.groupInterval = intervalSeconds;
        return grouping;
    }

    /// Whether nothing ever waits for anything.
    public boolean isNone() {
        return groupWait == 0 && groupInterval == 0;
    }

    /// What the alerts of the alert's group have in common; the same for all of them.
    public String groupOf(Traits alert) {
        return groupBy.stream()
                .map(by -> "%s=%s".formatted(by.name().toLowerCase(Locale.ROOT), common(by, alert)))
                .collect(Collectors.joining(","));
    }

    private static Object common(GroupBy by, Traits alert) {
        return switch (by) {
            case MODEL -> alert.model().id();
            case DATASET -> alert.dataset();
            case RULE -> alert.rule();
        };
    }

    public List<GroupBy> groupBy() {
        return List.copyOf(groupBy);
    }

    public int waitSeconds() {
        return groupWait;
    }

    public int intervalSeconds() {
        return groupInterval;
    }
}
