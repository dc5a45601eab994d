package io.llmlab.runner.dataset;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class StarterDatasetsTest {

    @Inject
    DataSource database;

    @Inject
    Flyway flyway;

    @ParameterizedTest
    @CsvSource({"truthfulness,200", "reasoning,200", "knowledge,200", "health_check,10", "comprehensive,600"})
    void areThereFromTheStart(String name, int items) {
        given().get("/datasets/" + name)
                .then()
                .statusCode(200)
                .body("item_count", equalTo(items))
                .body("format", equalTo("jsonl"));
    }

    @Test
    void runAgainOnlyForAnotherContent() {
        assertThat(flyway.migrate().migrationsExecuted).isZero();
        assertThat(new StarterDatasets().getChecksum()).isEqualTo(new StarterDatasets().getChecksum());
    }

    @Test
    void changeNothingWhereAllIsThere() throws SQLException {
        rolledBack(connection -> {
            seed(connection);
            assertThat(versions(connection, "reasoning")).isEqualTo(1);
            assertThat(number(
                            connection,
                            "select count(*) from dataset_item i join dataset d on d.id = i.dataset_id "
                                    + "where d.name = 'reasoning'"))
                    .isEqualTo(200);
        });
    }

    @Test
    void replaceAnOlderContentOfTheirOwn() throws SQLException {
        rolledBack(connection -> {
            execute(connection, "update dataset set sha256 = repeat('a', 64) where name = 'reasoning'");
            seed(connection);
            assertThat(versions(connection, "reasoning")).isEqualTo(2);
            assertThat(latestIsStarter(connection, "reasoning")).isOne();
            assertThat(number(
                            connection,
                            "select count(*) from dataset d where d.name = 'reasoning' "
                                    + "and d.sha256 <> repeat('a', 64) "
                                    + "and d.item_count = (select count(*) from dataset_item where dataset_id = d.id)"))
                    .isOne();
        });
    }

    @Test
    void leaveAPersonsDatasetAlone() throws SQLException {
        rolledBack(connection -> {
            execute(
                    connection,
                    "update dataset set sha256 = repeat('a', 64), starter = false where name = 'knowledge'");
            seed(connection);
            assertThat(versions(connection, "knowledge")).isOne();
        });
    }

    @Test
    void stayDeleted() throws SQLException {
        rolledBack(connection -> {
            execute(
                    connection,
                    "update dataset set sha256 = repeat('a', 64), deleted_at = now() where name = 'knowledge'");
            seed(connection);
            assertThat(versions(connection, "knowledge")).isOne();
        });
    }

    @Test
    void comeWhereNothingIs() throws SQLException {
        rolledBack(connection -> {
            execute(connection, "update dataset set name = 'elsewhere' where name = 'health_check'");
            seed(connection);
            assertThat(versions(connection, "health_check")).isOne();
        });
    }

    private interface Steps {
        void on(Connection connection) throws SQLException;
    }

    private void rolledBack(Steps steps) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                steps.on(connection);
            } finally {
                connection.rollback();
            }
        }
    }

    private static void seed(Connection connection) throws SQLException {
        StarterDatasets.seed(connection);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }

    private static long versions(Connection connection, String name) throws SQLException {
        return number(connection, "select count(*) from dataset where name = '%s'".formatted(name));
    }

    private static long latestIsStarter(Connection connection, String name) throws SQLException {
        return number(
                connection,
                "select count(*) from (select starter from dataset where name = '%s' ".formatted(name)
                        + "order by uploaded_at desc, id desc limit 1) as latest where starter");
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(sql)) {
            found.next();
            return found.getLong(1);
        }
    }
}
