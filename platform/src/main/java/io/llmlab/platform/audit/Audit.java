package io.llmlab.platform.audit;

import io.llmlab.platform.trust.Actor;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;

/// Keeps who changed what, in the transaction of the change.
@ApplicationScoped
public class Audit {

    /// Who acts when nobody says so: the local stack has no keys. Where the request has an [Actor], that one is kept
    /// instead.
    public static final String ANONYMOUS = "anonymous";

    private static final String INSERT =
            "insert into audit (actor, action, subject) values (:actor, :action, :subject)";
    private static final String INSERT_JDBC = "insert into audit (actor, action, subject) values (?, ?, ?)";

    /// @param actor who acts as the request says, or [#ANONYMOUS]. Where a key is behind the request its name is kept,
    ///     since anybody can write any name into a body; a different one stands behind it: `key for other`
    /// @param action what was done, as a verb in the past tense: `created`, `paused`
    /// @param subject what it was done to: `model 7`, `job nightly`
    public Uni<Void> record(String actor, String action, String subject) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(INSERT)
                        .setParameter("actor", known(actor))
                        .setParameter("action", action)
                        .setParameter("subject", subject)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /// The same within the transaction of a JDBC connection.
    public void record(Connection connection, String actor, String action, String subject) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT_JDBC)) {
            insert.setString(1, known(actor));
            insert.setString(2, action);
            insert.setString(3, subject);
            insert.executeUpdate();
        }
    }

    private static String known(String actor) {
        return Actor.current().map(key -> behind(key, actor)).orElse(actor);
    }

    private static String behind(String key, String said) {
        return said.equals(ANONYMOUS) || said.equals(key) ? key : "%s for %.200s".formatted(key, said);
    }
}
