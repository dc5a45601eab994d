package io.llmlab.gateway.auth;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Believes for some seconds what the database said of a key or session, so that a request costs no query. What is
/// unknown is believed as well; what was not asked for longest is forgotten first.
@ApplicationScoped
class KnownCallers {

    private static final int MOST = 10_000;

    private final CallerQueries queries;
    private final AdminKey admin;
    private final Clock clock;
    private final Duration believed;
    private final Map<String, Known> known = new LinkedHashMap<>(16, .75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST;
        }
    };

    /// Who it is, or nobody.
    record Answer(Optional<Caller> caller) {}

    private record Known(Optional<Caller> caller, Instant until) {}

    KnownCallers(CallerQueries queries, AdminKey admin, Clock clock, AccessConfig config) {
        this.queries = queries;
        this.admin = admin;
        this.clock = clock;
        this.believed = config.cache();
    }

    /// What is known without asking; empty where the database has to be asked.
    Optional<Answer> known(Credential credential) {
        if (credential instanceof Credential.Key key) {
            var own = admin.callerWith(key.secret().hash());
            if (own.isPresent()) {
                return Optional.of(new Answer(own));
            }
        }
        synchronized (known) {
            var entry = known.get(credential.name());
            return Optional.ofNullable(entry)
                    .filter(still -> clock.instant().isBefore(still.until()))
                    .map(still -> new Answer(still.caller()));
        }
    }

    /// Asks the database, and remembers what it said. Fails where it does not answer.
    Uni<Optional<Caller>> ask(Credential credential) {
        var asked = clock.instant();
        return queries.callerOf(credential).invoke(caller -> remember(credential, caller, asked.plus(believed)));
    }

    /// As known, or as the database says.
    Uni<Optional<Caller>> find(Credential credential) {
        return known(credential)
                .map(answer -> Uni.createFrom().item(answer.caller()))
                .orElseGet(() -> ask(credential));
    }

    /// Asks again for all from now on.
    void forget() {
        synchronized (known) {
            known.clear();
        }
    }

    private void remember(Credential credential, Optional<Caller> caller, Instant until) {
        var end = caller.map(Caller::expiresAt).filter(until::isAfter).orElse(until);
        synchronized (known) {
            known.put(credential.name(), new Known(caller, end));
        }
    }
}
