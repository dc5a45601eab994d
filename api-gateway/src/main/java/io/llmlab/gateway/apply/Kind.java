package io.llmlab.gateway.apply;

import io.llmlab.gateway.proxy.Owner;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a file can describe, in the order in which it is applied: what is named stands before what names it.
enum Kind {
    MODELS(Owner.RUNNER, "/models", "name", false),
    DATASETS(Owner.RUNNER, "/datasets", "name", true),
    EXECUTORS(Owner.RUNNER, "/executors", "name", true),
    JOBS(Owner.RUNNER, "/scheduler/jobs", "job_id", true, "benchmark_config", "metadata"),
    CHANNELS(Owner.ALERT, "/notification-channels", "name", true),
    RULES(Owner.ALERT, "/alert-rules", "rule_id", true, "escalation_rules"),
    ROUTES(Owner.ALERT, "/routes", "name", false),
    MUTE_TIMES(Owner.ALERT, "/mute-times", "name", false),
    SILENCES(Owner.ALERT, "/silences", "comment", false),
    CONFIGURATIONS(Owner.REGRESSION, "/regression-detection/configs", "metric_name", false, "severity_thresholds");

    private final Owner owner;
    private final String path;
    private final String identity;
    private final boolean atItsName;
    private final Set<String> completed;

    /// @param identity the field that names one
    /// @param atItsName whether it is read and changed under its name; else under an id, which the list tells
    /// @param completed fields whose objects the owner fills up with what is usual: what a file leaves out of them
    /// is no difference
    Kind(Owner owner, String path, String identity, boolean atItsName, String... completed) {
        this.owner = owner;
        this.path = path;
        this.identity = identity;
        this.atItsName = atItsName;
        this.completed = Set.of(completed);
    }

    /// As files and answers call it.
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Kind> named(String name) {
        return Arrays.stream(values()).filter(kind -> kind.wire().equals(name)).findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(Kind::wire).collect(Collectors.joining(", "));
    }

    Owner owner() {
        return owner;
    }

    String path() {
        return path;
    }

    /// The list, also of what is not in use; further parameters follow.
    String list() {
        return path + (this == MODELS ? "?active_only=false&" : "?");
    }

    String identity() {
        return identity;
    }

    boolean isAtItsName() {
        return atItsName;
    }

    boolean completes(String field) {
        return completed.contains(field);
    }
}
