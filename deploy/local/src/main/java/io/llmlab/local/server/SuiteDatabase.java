package io.llmlab.local.server;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/// The suite's four schemas and four roles in one Postgres; each role sees its own schema only.
public final class SuiteDatabase {

    public static final List<String> SERVICES = List.of("runner", "regression", "alert", "gateway");

    private final URI owner;

    /// @param ownerUrl `postgresql://user:password@host:port/database` of a role that may create roles and schemas
    public SuiteDatabase(String ownerUrl) {
        this.owner = URI.create(ownerUrl);
    }

    /// Creates what is not there yet. `password` becomes the four roles' password.
    public void prepare(String password) throws SQLException {
        try (var connection = connect()) {
            for (var service : SERVICES) {
                prepare(connection, service, password);
            }
        }
    }

    /// The `DATABASE_URL` of one service.
    public String urlOf(String service, String password) {
        return "postgresql://%s:%s@%s".formatted(role(service), password, place());
    }

    private Connection connect() throws SQLException {
        var credentials = owner.getUserInfo().split(":", 2);
        return DriverManager.getConnection(
                "jdbc:postgresql://" + place(), credentials[0], credentials.length > 1 ? credentials[1] : "");
    }

    private String place() {
        var port = owner.getPort() == -1 ? "" : ":" + owner.getPort();
        var query = owner.getRawQuery() == null ? "" : "?" + owner.getRawQuery();
        return owner.getHost() + port + owner.getPath() + query;
    }

    private static String role(String service) {
        return "llmlab_" + service;
    }

    private static void prepare(Connection connection, String service, String password) throws SQLException {
        var role = role(service);
        try (var statement = connection.createStatement();
                var exists = connection.prepareStatement("select 1 from pg_roles where rolname = ?")) {
            exists.setString(1, role);
            try (var found = exists.executeQuery()) {
                if (!found.next()) {
                    statement.execute("create role %s login".formatted(role));
                    // Else an owner who is no superuser cannot make a schema for it.
                    statement.execute("grant %s to current_user".formatted(role));
                }
            }
            statement.execute("alter role %s password '%s'".formatted(role, password.replace("'", "''")));
            statement.execute("create schema if not exists \"%s\" authorization %s".formatted(service, role));
            statement.execute("alter role %s set search_path = \"%s\"".formatted(role, service));
            statement.execute("revoke all on schema public from %s".formatted(role));
        }
    }
}
