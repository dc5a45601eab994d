package io.llmlab.alert.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// All that keeps news back at a time, or directs them.
public record InForce(List<Policy> policies, Router router, Instant now) {

    public InForce {
        policies = List.copyOf(policies);
    }

    /// Where news of an alert go whose rule names no channel.
    public List<Target> targets(Traits alert) {
        return router.targets(alert);
    }

    /// Why people are not told of the alert now: the first reason, or empty.
    public Optional<Hold> holds(Traits alert) {
        return policies.stream()
                .map(policy -> policy.judge(alert, now))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
