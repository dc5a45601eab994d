package io.llmlab.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LineTest {

    private static final int SECONDS = 20;

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final BlockingQueue<Taken> taken = new LinkedBlockingQueue<>();
    private final Line line = new Line(this::take, new Attempts(Clock.systemUTC(), _ -> {}));

    /// A call that goes on until it is ended.
    private record Taken(List<String> events, Context context, CompletableFuture<Void> end) {

        void complete() {
            end.complete(null);
        }
    }

    private Uni<Void> take(List<Message<String>> messages) {
        var call = new Taken(
                messages.stream().map(Message::getPayload).toList(), Vertx.currentContext(), new CompletableFuture<>());
        taken.add(call);
        return Uni.createFrom().completionStage(call.end());
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void takesTogetherWhatComesMeanwhile() throws Exception {
        add("1");
        var first = next();
        add("2");
        add("3", "4");
        var waited = taken.peek();
        first.complete();
        var second = next();

        assertThat(first.events()).containsExactly("1");
        assertThat(waited).isNull();
        assertThat(second.events()).containsExactly("2", "3", "4");
        assertThat(second.context()).isNotSameAs(first.context());
    }

    @Test
    void takesAsManyAsATransactionShould() throws Exception {
        add("first");
        var first = next();
        add(numbers(0, 150));
        first.complete();
        var second = next();
        second.complete();

        assertThat(second.events()).containsExactly(numbers(0, 100));
        assertThat(next().events()).containsExactly(numbers(100, 150));
    }

    @Test
    void asksForNoMoreWhileManyWait() throws Exception {
        var begun = roomAfter("first");
        var first = next();
        var filled = roomAfter(numbers(0, 401));
        var atFirst = filled.isDone();
        first.complete();
        next();

        assertThat(begun).succeedsWithin(SECONDS, TimeUnit.SECONDS);
        assertThat(atFirst).isFalse();
        assertThat(filled).succeedsWithin(SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void takesAgainWhatFailedBeforeWhatIsBehindIt() throws Exception {
        add("1");
        var first = next();
        add("2");
        first.end().completeExceptionally(new IllegalStateException("made up"));

        var again = next();
        again.complete();
        assertThat(again.events()).containsExactly("1");
        assertThat(next().events()).containsExactly("2");
    }

    private Taken next() throws InterruptedException {
        var call = taken.poll(SECONDS, TimeUnit.SECONDS);
        assertThat(call).as("nothing was taken").isNotNull();
        return call;
    }

    private void add(String... events) throws Exception {
        var _ = roomAfter(events);
    }

    /// @return once they are in the line: what completes when there is room for more
    private CompletableFuture<Void> roomAfter(String... events) throws Exception {
        var room = new CompletableFuture<Void>();
        var stands = new CompletableFuture<Void>();
        context.runOnContext(_ -> {
            var messages = new ArrayList<Message<String>>();
            for (var event : events) {
                messages.add(Message.of(event));
            }
            line.add(messages).subscribe().with(room::complete, room::completeExceptionally);
            stands.complete(null);
        });
        stands.get(SECONDS, TimeUnit.SECONDS);
        return room;
    }

    private static String[] numbers(int from, int until) {
        return IntStream.range(from, until).mapToObj(Integer::toString).toArray(String[]::new);
    }
}
