package io.llmlab.alert.policy;

import java.util.List;
import java.util.function.Predicate;

/// Matchers that must all fit, ready to look at many alerts. None at all fit every alert.
public final class Matching {

    private final List<Predicate<Traits>> all;

    private Matching(List<Predicate<Traits>> all) {
        this.all = all;
    }

    public static Matching of(List<AlertMatcher> matchers) {
        return new Matching(matchers.stream().map(AlertMatcher::looking).toList());
    }

    public boolean covers(Traits alert) {
        return all.stream().allMatch(looking -> looking.test(alert));
    }

    /// Whether at least one of them asks for something that an alert must have.
    public static boolean narrows(List<AlertMatcher> matchers) {
        return matchers.stream().anyMatch(matcher -> !matcher.fitsNothing());
    }
}
