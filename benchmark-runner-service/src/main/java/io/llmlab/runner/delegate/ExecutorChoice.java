package io.llmlab.runner.delegate;

import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.runner.run.BenchmarkConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Requires that a run for an outside runner names one that is registered.
@ApplicationScoped
class ExecutorChoice {

    private static final String POINTER = "/benchmark_config/executor_name";
    private static final int MOST_NAMED = 20;

    private final RegistrationRepository registrations;

    ExecutorChoice(RegistrationRepository registrations) {
        this.registrations = registrations;
    }

    /// Within a session.
    Uni<Void> check(BenchmarkConfig config) {
        var name = config.executorName();
        if (name == null) {
            return refuse("is needed by executor http");
        }
        return registrations
                .named(name)
                .chain(found -> found.isPresent()
                        ? Uni.createFrom().voidItem()
                        : refuse("'%s' is not registered".formatted(name)));
    }

    private Uni<Void> refuse(String reason) {
        return registrations.someNames(MOST_NAMED).map(names -> {
            throw Invalid.inBody(POINTER, reason + known(names));
        });
    }

    private static String known(List<String> names) {
        return names.isEmpty()
                ? "; none is, register one by POST /executors"
                : "; registered are " + String.join(", ", names);
    }
}
