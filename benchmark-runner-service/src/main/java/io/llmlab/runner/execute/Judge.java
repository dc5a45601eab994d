package io.llmlab.runner.execute;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.llmlab.runner.dataset.DatasetItem;
import io.llmlab.runner.dataset.DatasetItem.Message;
import io.llmlab.runner.run.BenchmarkConfig;
import io.llmlab.runner.run.JudgeDetails;
import io.llmlab.runner.score.Expectation;
import io.llmlab.runner.score.Inquiry;
import io.llmlab.runner.score.Score;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Has the answers of one run judged by another model, through that model's own sender: its throttle, its pace, its
/// provider's limits.
final class Judge {

    private static final Set<Integer> DENIALS = Set.of(401, 403, 404);
    private static final int LONG_REPLY = 20_000;

    /// How the APIs say that a reply ends at the limit of its tokens. What it would have ended with nobody knows.
    private static final Set<String> CUT_OFF = Set.of("length", "max_tokens", "max_output_tokens", "incomplete");

    private final Scoring scoring;
    private final JudgeModel model;
    private final Sender sender;
    private final Duration timeout;
    private final BenchmarkConfig config;

    Judge(Scoring scoring, JudgeModel model, Sender sender, Duration timeout) {
        this.scoring = scoring;
        this.model = model;
        this.sender = sender;
        this.timeout = timeout;
        this.config = config(scoring);
    }

    /// What came back of one inquiry.
    private record Heard(Sender.Outcome outcome, Score score) {

        Optional<Reply.Answered> answer() {
            return outcome.reply() instanceof Reply.Answered answered ? Optional.of(answered) : Optional.empty();
        }
    }

    long modelId() {
        return model.endpoint().modelId();
    }

    String modelName() {
        return model.endpoint().modelName();
    }

    /// Where the item carries a labelled answer, that one is judged too, with the first of the item's answers. Never
    /// fails but where the database does.
    ///
    /// @param epoch which of several answers to the item, or null
    Uni<Verdict> judge(DatasetItem item, String question, String answer, @Nullable Integer epoch) {
        var expected = Answering.expectation(item, scoring.settings());
        var label = epoch == null || epoch == 0 ? Answering.label(item, scoring.settings()) : Optional.<Label>empty();
        var judged = ask(expected, question, answer, epoch);
        return label.isEmpty()
                ? judged.map(heard -> verdict(heard, null, null))
                : Uni.combine()
                        .all()
                        .unis(judged, ask(expected, question, label.get().answer(), null))
                        .with((heard, check) -> verdict(heard, label.get(), check));
    }

    private Uni<Heard> ask(Expectation expected, String question, String answer, @Nullable Integer epoch) {
        var inquiry = scoring.scorer()
                .inquiry(expected, question, answer)
                .orElseThrow(() -> new IllegalStateException("The scorer asks nobody"));
        return sender.send(request(inquiry), epoch).chain(outcome -> read(expected, outcome));
    }

    private ModelClient.Request request(Inquiry inquiry) {
        var prompt = new Prompt(
                List.of(new Message("system", inquiry.instructions()), new Message("user", inquiry.question())),
                inquiry.question());
        var body = model.protocol().body(model.endpoint(), prompt, config);
        return new ModelClient.Request(model.endpoint(), model.protocol(), body, false, model.key(), timeout);
    }

    /// A very long reply is not read on an event loop.
    private Uni<Heard> read(Expectation expected, Sender.Outcome outcome) {
        var reply = outcome.reply() instanceof Reply.Answered answered && !isCutOff(answered) ? answered.text() : "";
        var heard =
                Uni.createFrom().item(() -> new Heard(outcome, scoring.scorer().score(expected, reply)));
        return reply.length() > LONG_REPLY ? heard.runSubscriptionOn(Infrastructure.getDefaultWorkerPool()) : heard;
    }

    private static boolean isCutOff(Reply.Answered reply) {
        return reply.finish() != null && CUT_OFF.contains(reply.finish().toLowerCase(Locale.ROOT));
    }

    private Verdict verdict(Heard heard, @Nullable Label label, @Nullable Heard check) {
        var judged = heard.answer();
        var details = details(heard, label, check);
        if (judged.isEmpty()) {
            var reply = heard.outcome().reply();
            var advice = Advice.on(reply, model.endpoint(), model.protocol());
            var denied = reply instanceof Reply.Rejected rejected && DENIALS.contains(rejected.status());
            return Verdict.none(details, "The judge did not answer. " + advice, denied);
        }
        return Verdict.of(value(heard), details);
    }

    private JudgeDetails details(Heard heard, @Nullable Label label, @Nullable Heard check) {
        var judged = heard.answer();
        var checked = check != null && check.answer().isPresent();
        // What was kept of an earlier run took nothing, and says nothing of a price.
        var paid = Stream.of(heard, check)
                .filter(Objects::nonNull)
                .filter(one -> one.answer().isPresent() && !one.outcome().cached())
                .toList();
        var tokensIn = tokens(paid, Reply.Answered::inputTokens);
        var tokensOut = tokens(paid, Reply.Answered::outputTokens);
        return new JudgeDetails(
                judged.map(Reply.Answered::text).orElse(null),
                judged.map(Reply.Answered::model).orElse(null),
                judged.map(Reply.Answered::fingerprint).orElse(null),
                tokensIn,
                tokensOut,
                model.endpoint().cost(tokensIn, tokensOut),
                label == null || !checked ? null : Double.valueOf(label.value()),
                check == null || !checked ? null : value(check));
    }

    private static @Nullable Double value(Heard heard) {
        return heard.score().parsed() ? heard.score().value() : null;
    }

    private static @Nullable Long tokens(List<Heard> heard, Function<Reply.Answered, @Nullable Long> count) {
        var sum = 0L;
        for (var one : heard) {
            var tokens = one.answer().map(count).orElse(null);
            if (tokens == null) {
                return null;
            }
            sum += tokens;
        }
        return heard.isEmpty() ? null : Long.valueOf(sum);
    }

    private static BenchmarkConfig config(Scoring scoring) {
        var judge = scoring.settings().judge();
        var temperature = judge == null ? null : judge.temperature();
        return temperature == null
                ? BenchmarkConfig.defaults()
                : BenchmarkConfig.of(JsonNodeFactory.instance.objectNode().put("temperature", temperature));
    }
}
