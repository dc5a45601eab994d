package io.llmlab.runner.model;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.local.testing.TopicReader;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class ModelServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    ModelService service;

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void makesAnUnknownModelOfPushedResultsOnce() throws Exception {
        var name = "pushed-" + UUID.randomUUID();

        var calls = Collections.nCopies(8, (Callable<Long>) () -> idOfPushed(name));
        var ids = new HashSet<Long>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var call : callers.invokeAll(calls)) {
                ids.add(call.get());
            }
        }

        assertThat(ids).hasSize(1);
        given().get("/models/" + ids.iterator().next()).then().body("provider", equalTo("custom"));
        assertThat(new TopicReader(bootstrapServers)
                        .await(
                                "llmlab.model-changed.v1",
                                1,
                                PATIENCE,
                                record -> record.key()
                                        .equals(ids.iterator().next().toString())))
                .hasSize(1);
    }

    private long idOfPushed(String name) {
        try {
            return VertxContextSupport.subscribeAndAwait(
                    () -> service.findOrCreateCustom(name).map(Model::id));
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
