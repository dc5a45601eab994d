package io.llmlab.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.local.testing.SuiteServers;
import io.llmlab.platform.deadletter.DeadLetters;
import io.llmlab.platform.trace.Traces;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.ce.impl.BaseCloudEventMetadata;
import io.smallrye.reactive.messaging.ce.impl.DefaultIncomingCloudEventMetadata;
import jakarta.inject.Inject;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class InboxShutdownTest {

    /// Longer than the first retries wait.
    private static final Duration A_WHILE = Duration.ofSeconds(2);

    @Inject
    ObjectMapper mapper;

    @Inject
    DeadLetters letters;

    @Inject
    InboxFigures figures;

    @Inject
    Traces traces;

    private final List<String> calls = new CopyOnWriteArrayList<>();

    @Test
    void leavesWhatWaitsToTheNextStart() {
        var inbox = new Inbox(mapper, letters, figures, traces);
        inbox.stop(new ShutdownEvent());

        assertThatThrownBy(
                        () -> VertxContextSupport.subscribeAndAwait(() -> inbox.once(message(), Word.class, _ -> fail())
                                .ifNoItem()
                                .after(A_WHILE)
                                .fail()))
                .isInstanceOf(TimeoutException.class);
        assertThat(calls).containsExactly("effect");
    }

    @Test
    void triesAgainUntilThen() throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> new Inbox(mapper, letters, figures, traces)
                .once(
                        message(),
                        Word.class,
                        _ -> calls.size() < 2 ? fail() : Uni.createFrom().voidItem())
                .ifNoItem()
                .after(Duration.ofSeconds(30))
                .fail());

        assertThat(calls).containsExactly("effect", "effect", "ack");
    }

    record Word(String text) {}

    private Uni<Void> fail() {
        calls.add("effect");
        return Uni.createFrom().failure(new ConnectException("the database is away"));
    }

    private Message<String> message() {
        return Message.of("{\"text\": \"a\"}", Metadata.of(envelope()), () -> noted("ack"), _ -> noted("nack"));
    }

    private static DefaultIncomingCloudEventMetadata<String> envelope() {
        return new DefaultIncomingCloudEventMetadata<>(new BaseCloudEventMetadata<>(
                "1.0",
                UUID.randomUUID().toString(),
                URI.create("/shutdown-test"),
                "word",
                null,
                null,
                null,
                null,
                Map.of(),
                null));
    }

    private CompletableFuture<Void> noted(String call) {
        calls.add(call);
        return CompletableFuture.completedFuture(null);
    }
}
