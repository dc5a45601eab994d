package io.llmlab.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransienceTest {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "40001", "40P01", "53300", "57P01", "57P03", "58030"})
    void whatTheDatabaseMayRecoverFromPasses(String sqlState) {
        assertThat(Transience.mayPass(new CompletionException(postgres(sqlState))))
                .isTrue();
        assertThat(Transience.mayPass(new SQLException("refused", sqlState))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"22001", "23502", "23505", "42P01"})
    void whatTheDatabaseWillAlwaysRefuseDoesNot(String sqlState) {
        assertThat(Transience.mayPass(new CompletionException(postgres(sqlState))))
                .isFalse();
        assertThat(Transience.mayPass(new SQLException("refused", sqlState))).isFalse();
    }

    @Test
    void aLostConnectionPasses() {
        assertThat(Transience.mayPass(new RuntimeException(new ConnectException("refused"))))
                .isTrue();
        assertThat(Transience.mayPass(new VertxException("Connection was closed")))
                .isTrue();
    }

    @Test
    void aFaultOfTheEventOrTheCodeDoesNot() {
        assertThat(Transience.mayPass(new NotFound("thing", 1))).isFalse();
        assertThat(Transience.mayPass(new NullPointerException())).isFalse();
        assertThat(Transience.mayPass(null)).isFalse();
    }

    @Test
    void aTextThatIsNoJsonDoesNot() {
        var unreadable = new IllegalArgumentException(new JsonParseException(null, "Unexpected character"));

        assertThat(Transience.mayPass(unreadable)).isFalse();
    }

    private static PgException postgres(String sqlState) {
        return new PgException("refused", "ERROR", sqlState, "detail");
    }
}
