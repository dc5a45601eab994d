package io.llmlab.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import org.junit.jupiter.api.Test;

/// A database elsewhere, of an owner who is no superuser.
class SuiteDatabaseTest {

    @Test
    void isPreparedByAnOwnerWhoMayMakeRolesAndAgainWithAnotherPassword() throws Exception {
        try (var postgres = Postgres.temporary()) {
            var place = "127.0.0.1:%d/postgres".formatted(postgres.port());
            try (var connection = DriverManager.getConnection("jdbc:postgresql://" + place, "postgres", "postgres");
                    var statement = connection.createStatement()) {
                statement.execute("create role landlord login createrole password 'rent'");
                statement.execute("grant create on database postgres to landlord");
            }
            var database = new SuiteDatabase("postgresql://landlord:rent@%s?sslmode=disable".formatted(place));

            database.prepare("first");
            database.prepare("second");

            assertThat(database.urlOf("alert", "second"))
                    .isEqualTo("postgresql://llmlab_alert:second@%s?sslmode=disable".formatted(place));
            try (var connection = DriverManager.getConnection("jdbc:postgresql://" + place, "llmlab_alert", "second");
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("select current_schema()")) {
                rows.next();
                assertThat(rows.getString(1)).isEqualTo("alert");
            }
        }
    }
}
