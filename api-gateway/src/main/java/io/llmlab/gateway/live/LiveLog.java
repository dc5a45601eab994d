package io.llmlab.gateway.live;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny.Session;

/// Stores what open dashboards are told, in the transaction of what happened.
///
/// Ids become visible in their order: whoever appends holds a lock until its commit. Otherwise a reader that has seen
/// 7 would never look for a 6 that commits later. Append last, so that the lock is held for a moment only.
@ApplicationScoped
public class LiveLog {

    private static final String LOCK =
            "select cast(pg_advisory_xact_lock(hashtextextended('live.' || current_schema(), 0)) as text)";
    private static final String INSERT = "insert into live_event (type, data) values (:type, :data)";

    /// Appends within the current transaction.
    ///
    /// @param data JSON
    public Uni<Void> append(String type, String data) {
        return Panache.getSession().chain(session -> append(session, type, data));
    }

    private static Uni<Void> append(Session session, String type, String data) {
        return session.createNativeQuery(LOCK)
                .getSingleResultOrNull()
                .chain(() -> session.createNativeQuery(INSERT)
                        .setParameter("type", type)
                        .setParameter("data", data)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
