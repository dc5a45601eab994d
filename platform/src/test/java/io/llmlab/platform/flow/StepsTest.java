package io.llmlab.platform.flow;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StepsTest {

    private final List<String> begun = new ArrayList<>();
    private final Map<String, CompletableFuture<Void>> steps =
            Map.of("a", new CompletableFuture<>(), "b", new CompletableFuture<>(), "c", new CompletableFuture<>());

    private Uni<Void> step(String item) {
        begun.add(item);
        return Uni.createFrom().completionStage(end(item));
    }

    private UniAssertSubscriber<Void> subscribed(List<String> items) {
        return Steps.inTurn(items, this::step).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private CompletableFuture<Void> end(String item) {
        return requireNonNull(steps.get(item));
    }

    @Test
    void beginsAStepWhenTheOneBeforeHasEnded() {
        var whole = subscribed(List.of("a", "b"));

        assertThat(begun).containsExactly("a");
        end("a").complete(null);
        assertThat(begun).containsExactly("a", "b");
        whole.assertNotTerminated();
        end("b").complete(null);
        whole.assertCompleted();
    }

    @Test
    void takesNoStepAfterOneThatFailed() {
        var whole = subscribed(List.of("a", "b", "c"));

        end("a").complete(null);
        end("b").completeExceptionally(new IllegalStateException("b cannot be done"));

        whole.assertFailedWith(IllegalStateException.class, "b cannot be done");
        assertThat(begun).containsExactly("a", "b");
    }

    @Test
    void endsAtOnceWhereThereIsNothingToDo() {
        subscribed(List.of()).assertCompleted();
        assertThat(begun).isEmpty();
    }

    @Test
    void beginsWithItsSubscriber() {
        var whole = Steps.inTurn(List.of("a"), this::step);

        assertThat(begun).isEmpty();
        whole.subscribe().withSubscriber(UniAssertSubscriber.create());
        assertThat(begun).containsExactly("a");
    }
}
