package io.llmlab.gateway.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.List;

/// The read model as a test begins with it.
public final class ReadModels {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String EMPTY = """
            truncate model, job, run, run_metric, rollup, rollup_series, alert, inbox""";

    private ReadModels() {}

    public static void empty(Pool pool) {
        pool.query(EMPTY).executeAndAwait();
        pool.query("update forgotten_run set up_to = 0").executeAndAwait();
    }

    /// Makes it what the owners behind the gateway tell, and nothing else.
    public static void rebuild(Pool pool) {
        empty(pool);
        given().post("/admin/read-model/rebuild").then().statusCode(202);
        var ended = await().atMost(PATIENCE)
                .until(() -> given().get("/admin/read-model/rebuild").jsonPath(), ReadModels::hasEnded);
        assertThat(ended.getString("status")).as(ended.getString("error")).isEqualTo("completed");
    }

    private static boolean hasEnded(JsonPath rebuild) {
        return List.of("completed", "failed").contains(rebuild.getString("status"));
    }
}
