package io.llmlab.runner.execute;

import io.llmlab.runner.dataset.ItemKey;
import io.llmlab.runner.run.AnswerDetails;
import io.llmlab.runner.run.SampleRow;
import io.llmlab.runner.score.Score;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.Set;

/// Asks the items of one run and judges the answers.
final class Asker {

    private static final Set<Integer> DENIALS = Set.of(401, 403, 404);
    private static final int LONG_ANSWER = 20_000;

    private final Assignment assignment;
    private final Plan plan;
    private final Sender sender;

    Asker(Assignment assignment, Plan plan, Sender sender) {
        this.assignment = assignment;
        this.plan = plan;
        this.sender = sender;
    }

    /// Never fails.
    Uni<Asked> ask(Question question) {
        var prompt = Prompt.of(question.item(), plan.config());
        return sender.send(request(prompt)).chain(outcome -> judgeWhereItMayTakeTime(question, prompt, outcome));
    }

    private ModelClient.Request request(Prompt prompt) {
        return new ModelClient.Request(
                assignment.endpoint(),
                plan.protocol(),
                plan.protocol().body(assignment.endpoint(), prompt, plan.config()),
                plan.config().streams(),
                plan.key(),
                plan.config().requestTimeout());
    }

    /// A regular expression and a very long answer may take their time; an event loop has none. For all others
    /// the way to another thread would take longer than the judgement.
    private Uni<Asked> judgeWhereItMayTakeTime(Question question, Prompt prompt, Sender.Outcome outcome) {
        var judged = Uni.createFrom().item(() -> judge(question, prompt, outcome));
        var takesTime = plan.scorer().mayTakeTime()
                || (outcome.reply() instanceof Reply.Answered answered
                        && answered.text().length() > LONG_ANSWER);
        return takesTime ? judged.runSubscriptionOn(Infrastructure.getDefaultWorkerPool()) : judged;
    }

    private Asked judge(Question question, Prompt prompt, Sender.Outcome outcome) {
        return switch (outcome.reply()) {
            case Reply.Answered answered ->
                new Asked(answered(question, prompt, answered, outcome.latencyMs()), answered.model(), false);
            case Reply.Rejected rejected ->
                new Asked(failed(question, prompt, rejected), null, DENIALS.contains(rejected.status()));
            case Reply.Broken broken -> new Asked(failed(question, prompt, broken), null, false);
        };
    }

    private SampleRow answered(Question question, Prompt prompt, Reply.Answered answered, double latencyMs) {
        var expected = Answering.expectation(question.item(), plan.settings());
        var score = plan.scorer().score(expected, answered.text());
        var refused = answered.refused() || (score.value() == 0 && Refusal.begins(answered.text()));
        var details = new AnswerDetails(
                question.epoch(),
                refused,
                answered.finish(),
                answered.model(),
                answered.fingerprint(),
                answered.firstTokenMs(),
                answered.tokensPerSecond());
        return row(question, prompt, answered, latencyMs, score, details);
    }

    private SampleRow row(
            Question question,
            Prompt prompt,
            Reply.Answered answered,
            double latencyMs,
            Score score,
            AnswerDetails details) {
        var item = question.item();
        return new SampleRow(
                question.position(),
                item.id(),
                key(question),
                prompt.question(),
                answered.text(),
                item.target(),
                score.value(),
                score.parsed(),
                latencyMs,
                answered.inputTokens(),
                answered.outputTokens(),
                assignment.endpoint().cost(answered.inputTokens(), answered.outputTokens()),
                null,
                Answering.cluster(question.item()),
                details);
    }

    private SampleRow failed(Question question, Prompt prompt, Reply reply) {
        return new SampleRow(
                question.position(),
                question.item().id(),
                key(question),
                prompt.question(),
                null,
                question.item().target(),
                null,
                null,
                null,
                null,
                null,
                null,
                Advice.on(reply, assignment.endpoint(), plan.protocol()),
                Answering.cluster(question.item()),
                AnswerDetails.of(question.epoch()));
    }

    private String key(Question question) {
        return ItemKey.of(assignment.run().datasetName(), question.item().id());
    }
}
