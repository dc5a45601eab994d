package io.llmlab.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DatabaseUrlTest {

    @Test
    void feedsBothDataSources() {
        var settings = DatabaseUrl.parse("postgresql://llmlab:p%40ss+word@db.example:6543/lab?sslmode=require")
                .settings();

        assertThat(settings)
                .containsEntry("quarkus.datasource.username", "llmlab")
                .containsEntry("quarkus.datasource.password", "p@ss+word")
                .containsEntry("quarkus.datasource.reactive.url", "postgresql://db.example:6543/lab?sslmode=require")
                .containsEntry("quarkus.datasource.jdbc.url", "jdbc:postgresql://db.example:6543/lab?sslmode=require");
    }

    @Test
    void assumesThePortOfPostgres() {
        assertThat(DatabaseUrl.parse("postgres://a:b@host/db").port()).isEqualTo(5432);
    }

    @Test
    void takesAPasswordWithAColon() {
        assertThat(DatabaseUrl.parse("postgresql://a:b:c@host/db").password()).isEqualTo("b:c");
    }

    @Test
    void saysWhatIsExpectedAndNeverRepeatsThePassword() {
        assertThatThrownBy(() -> DatabaseUrl.parse("mysql://a:secret@host/db"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("postgresql://user:password@host:port/database")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://a:sec ret@host/db"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("percent-encode")
                .hasMessageNotContaining("sec ret");
        assertThat(DatabaseUrl.parse("postgresql://a:secret@host/db").toString())
                .doesNotContain("secret");
    }
}
