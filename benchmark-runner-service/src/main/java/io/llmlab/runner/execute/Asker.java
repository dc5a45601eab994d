package io.llmlab.runner.execute;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.runner.dataset.DatasetItem;
import io.llmlab.runner.dataset.ItemKey;
import io.llmlab.runner.run.SampleRow;
import io.llmlab.runner.score.Expectation;
import io.llmlab.runner.score.Score;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Asks the items of one run, each until it is answered or its tries are used up, and judges the answers.
final class Asker {

    private static final Set<Integer> DENIALS = Set.of(401, 403, 404);
    private static final double NANOS_PER_MS = 1e6;
    private static final int LONG_ANSWER = 20_000;

    private final Assignment assignment;
    private final Plan plan;
    private final ChatClient client;
    private final Pace pace;

    Asker(Assignment assignment, Plan plan, ChatClient client, Pace pace) {
        this.assignment = assignment;
        this.plan = plan;
        this.client = client;
        this.pace = pace;
    }

    /// @param latencyMs of the last try
    private record Outcome(Reply reply, double latencyMs) {}

    /// Never fails.
    Uni<Asked> ask(DatasetItem item) {
        var prompt = Prompt.of(item, plan.config());
        return pause(pace.beforeFirst())
                .chain(() -> send(body(prompt), 1))
                .chain(outcome -> judgeWhereItMayTakeTime(item, prompt, outcome));
    }

    /// A regular expression and a very long answer may take their time; an event loop has none. For all others
    /// the way to another thread would take longer than the judgement.
    private Uni<Asked> judgeWhereItMayTakeTime(DatasetItem item, Prompt prompt, Outcome outcome) {
        var judged = Uni.createFrom().item(() -> judge(item, prompt, outcome));
        var takesTime = plan.scorer().mayTakeTime()
                || (outcome.reply() instanceof Reply.Answered answered
                        && answered.text().length() > LONG_ANSWER);
        return takesTime ? judged.runSubscriptionOn(Infrastructure.getDefaultWorkerPool()) : judged;
    }

    private Uni<Outcome> send(ObjectNode body, int tries) {
        return Uni.createFrom().deferred(() -> {
            var begun = System.nanoTime();
            return client.ask(
                            assignment.endpoint().url(),
                            plan.key(),
                            body,
                            plan.config().requestTimeout())
                    .map(reply -> new Outcome(reply, (System.nanoTime() - begun) / NANOS_PER_MS))
                    .chain(outcome -> isFinal(outcome.reply(), tries)
                            ? Uni.createFrom().item(outcome)
                            : pause(pace.before(tries, outcome.reply().pause())).chain(() -> send(body, tries + 1)));
        });
    }

    private boolean isFinal(Reply reply, int tries) {
        return !reply.mayPass() || tries > plan.config().retries();
    }

    private static Uni<Void> pause(Duration pause) {
        var now = Uni.createFrom().voidItem();
        return pause.isZero() ? now : now.onItem().delayIt().by(pause);
    }

    private ObjectNode body(Prompt prompt) {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("model", assignment.endpoint().remoteName());
        var messages = body.putArray("messages");
        prompt.messages()
                .forEach(message ->
                        messages.addObject().put("role", message.role()).put("content", message.content()));
        if (plan.config().temperature() != null) {
            body.put("temperature", plan.config().temperature());
        }
        if (plan.config().maxTokens() != null) {
            body.put("max_tokens", plan.config().maxTokens());
        }
        return body;
    }

    private Asked judge(DatasetItem item, Prompt prompt, Outcome outcome) {
        return switch (outcome.reply()) {
            case Reply.Answered answered ->
                new Asked(
                        row(item, prompt, answered, outcome.latencyMs(), score(item, answered), null),
                        answered.model(),
                        false);
            case Reply.Rejected rejected ->
                new Asked(failed(item, prompt, rejected), null, DENIALS.contains(rejected.status()));
            case Reply.Broken broken -> new Asked(failed(item, prompt, broken), null, false);
        };
    }

    private Score score(DatasetItem item, Reply.Answered answered) {
        var expected = new Expectation(item.target(), item.choices(), item.answer(), plan.pattern());
        return plan.scorer().score(expected, answered.text());
    }

    private SampleRow failed(DatasetItem item, Prompt prompt, Reply reply) {
        return row(item, prompt, null, null, null, Advice.on(reply, assignment.endpoint()));
    }

    private SampleRow row(
            DatasetItem item,
            Prompt prompt,
            Reply.@Nullable Answered answered,
            @Nullable Double latencyMs,
            @Nullable Score score,
            @Nullable String error) {
        return new SampleRow(
                item.position(),
                item.id(),
                ItemKey.of(assignment.run().datasetName(), item.id()),
                prompt.question(),
                answered == null ? null : answered.text(),
                item.target(),
                score == null ? null : score.value(),
                score == null ? null : score.parsed(),
                latencyMs,
                answered == null ? null : answered.inputTokens(),
                answered == null ? null : answered.outputTokens(),
                answered == null ? null : assignment.endpoint().cost(answered.inputTokens(), answered.outputTokens()),
                error,
                null);
    }
}
