package io.llmlab.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.local.testing.SuiteServers;
import io.llmlab.platform.database.PlainSql;
import io.llmlab.platform.deadletter.DeadLetters;
import io.llmlab.platform.trace.Traces;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.ce.impl.BaseCloudEventMetadata;
import io.smallrye.reactive.messaging.ce.impl.DefaultIncomingCloudEventMetadata;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.ConnectException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.Test;

/// Several events taken in at once, against the real database.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class InboxLotTest {

    /// After a moment, so that nobody finds the answer there already.
    private static final Executor OTHER_THREAD = CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS);

    @Inject
    ObjectMapper mapper;

    @Inject
    DeadLetters letters;

    @Inject
    InboxFigures figures;

    @Inject
    Traces traces;

    @Inject
    Pool pool;

    private final String test = UUID.randomUUID().toString();
    private final List<List<String>> effects = new CopyOnWriteArrayList<>();
    private final List<String> answers = new CopyOnWriteArrayList<>();

    record Word(String text) {}

    @Test
    void takesEventsInTheirOrderInOneEffect() throws Throwable {
        take(word("a"), word("b"), word("c"));

        assertThat(effects).containsExactly(List.of("a", "b", "c"));
        assertThat(stored()).containsExactly("a", "b", "c");
        assertThat(answers).containsExactly("ack a", "ack b", "ack c");
    }

    @Test
    void dividesALargeLotAndTakesAllOfIt() throws Throwable {
        var texts = IntStream.range(0, 250).mapToObj(Integer::toString).toList();

        take(texts.stream().map(this::word).toList());

        assertThat(effects).hasSize(3);
        assertThat(stored()).isEqualTo(texts);
    }

    @Test
    void hasNoSecondEffectOfWhatComesAgainInTheSameLotOrLater() throws Throwable {
        take(word("a"), word("a"), word("b"));
        take(word("b"), word("c"));

        assertThat(effects).containsExactly(List.of("a", "b"), List.of("c"));
        assertThat(stored()).containsExactly("a", "b", "c");
        assertThat(answers).containsExactly("ack a", "ack a", "ack b", "ack b", "ack c");
    }

    @Test
    void buriesOnlyWhatFailsByItselfAndTakesTheOthersOnce() throws Throwable {
        take(word("a"), word("poison"), word("b"));

        assertThat(stored()).containsExactly("a", "b");
        assertThat(answers).containsExactly("ack a", "nack poison", "ack b");
    }

    @Test
    void buriesOnlyWhatCannotBeRead() throws Throwable {
        take(word("a"), message("garbage", "no json"), word("b"));

        assertThat(stored()).containsExactly("a", "b");
        assertThat(answers).containsExactly("ack a", "nack garbage", "ack b");
    }

    @Test
    void triesTheWholeLotAgainWhereTheFailureMayPass() throws Throwable {
        take(word("a"), word("patience"), word("b"));

        assertThat(effects).containsExactly(List.of("a", "patience", "b"), List.of("a", "patience", "b"));
        assertThat(stored()).containsExactly("a", "patience", "b");
        assertThat(answers).containsExactly("ack a", "ack patience", "ack b");
    }

    @SafeVarargs
    private void take(Message<String>... messages) throws Throwable {
        take(List.of(messages));
    }

    private void take(List<Message<String>> messages) throws Throwable {
        VertxContextSupport.subscribeAndAwait(
                () -> new Inbox(mapper, letters, figures, traces).onceEach(messages, Word.class, this::store));
    }

    private Uni<Void> store(List<Word> words) {
        var texts = words.stream().map(Word::text).toList();
        var isFirstTry = !effects.contains(texts);
        effects.add(texts);
        return PlainSql.update(
                        "insert into effect (text) select $1 || text from unnest($2::text[]) as text",
                        test,
                        texts.toArray(String[]::new))
                .invoke(() -> refuse(texts, isFirstTry))
                .replaceWithVoid();
    }

    private static void refuse(List<String> texts, boolean isFirstTry) {
        if (texts.contains("poison")) {
            throw new IllegalArgumentException("poison");
        }
        if (texts.contains("patience") && isFirstTry) {
            throw new IllegalStateException(new ConnectException("the database is away"));
        }
    }

    private List<String> stored() {
        var rows = pool.query("select substr(text, 37) from effect where text like '%s%%' order by id".formatted(test))
                .executeAndAwait();
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getString(0))
                .toList();
    }

    private Message<String> word(String text) {
        return message(text, "{\"text\": \"%s\"}".formatted(text));
    }

    private Message<String> message(String id, String json) {
        return Message.of(json, Metadata.of(envelope(id)), () -> answer("ack " + id), _ -> answer("nack " + id));
    }

    /// On another thread, as the broker's client does.
    private CompletableFuture<Void> answer(String call) {
        return CompletableFuture.runAsync(() -> answers.add(call), OTHER_THREAD);
    }

    private DefaultIncomingCloudEventMetadata<String> envelope(String id) {
        return new DefaultIncomingCloudEventMetadata<>(new BaseCloudEventMetadata<>(
                "1.0", id, URI.create("/lot-test/" + test), "word", null, null, null, null, Map.of(), null));
    }
}
