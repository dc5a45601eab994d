package io.llmlab.alert.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.alert.MailServer;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// How the keys of links lie in the database.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class LinkKeysTest {

    private static final String PLAIN =
            Base64.getEncoder().encodeToString("a key of an older version, plain".getBytes());

    @Inject
    Pool pool;

    @Inject
    LinkKeys keys;

    @Test
    void areSealed() throws Throwable {
        var believed = VertxContextSupport.subscribeAndAwait(keys::all);

        assertThat(believed).isNotEmpty();
        assertThat(stored()).isNotEmpty().allSatisfy(key -> assertThat(key).startsWith("v1."));
    }

    @Test
    void sealsWhatWasStoredInPlainAndGoesOnBelievingIt() throws Throwable {
        pool.query(
                        "insert into link_key (secret, created_at) select '%s', max(created_at) from (select created_at from link_key union all select now()) any_time"
                                .formatted(PLAIN))
                .executeAndAwait();

        var believed = VertxContextSupport.subscribeAndAwait(keys::all);

        assertThat(believed).contains(Base64.getDecoder().decode(PLAIN));
        assertThat(stored()).doesNotContain(PLAIN);
    }

    @Test
    void makesANewOneWhereNoneCanBeOpened() throws Throwable {
        VertxContextSupport.subscribeAndAwait(keys::all);
        var before = stored();
        pool.query("update link_key set secret = 'v1.gone.' || secret").executeAndAwait();

        var believed = VertxContextSupport.subscribeAndAwait(keys::all);

        assertThat(believed).hasSize(1);
        assertThat(stored()).hasSize(before.size() + 1);
        pool.query("update link_key set secret = replace(secret, 'v1.gone.', '') where secret like 'v1.gone.%'")
                .executeAndAwait();
    }

    private List<String> stored() {
        return StreamSupport.stream(
                        pool.query("select secret from link_key")
                                .executeAndAwait()
                                .spliterator(),
                        false)
                .map(row -> row.getString("secret"))
                .toList();
    }
}
