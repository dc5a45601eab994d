package io.llmlab.runner.execute;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElseGet;

import io.llmlab.runner.dataset.DatasetItem;
import io.llmlab.runner.dataset.ItemKey;
import io.llmlab.runner.execute.StoredAnswers.Stored;
import io.llmlab.runner.run.AnswerDetails;
import io.llmlab.runner.run.JudgeDetails;
import io.llmlab.runner.run.SampleRow;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Asks the items of one run and judges the answers.
final class Asker {

    private static final Set<Integer> DENIALS = Set.of(401, 403, 404);
    private static final int LONG_ANSWER = 20_000;

    private final Assignment assignment;
    private final Plan plan;
    private final Sender sender;
    private final @Nullable Judge judge;

    /// @param judge null: the scorer needs none
    Asker(Assignment assignment, Plan plan, Sender sender, @Nullable Judge judge) {
        this.assignment = assignment;
        this.plan = plan;
        this.sender = sender;
        this.judge = judge;
    }

    /// Never fails.
    Uni<Asked> ask(Question question) {
        var prompt = Prompt.of(question.item(), plan.config());
        return sender.send(request(prompt), question.epoch())
                .chain(outcome -> outcome.reply() instanceof Reply.Answered answered
                        ? judge(question, prompt, answered)
                                .map(verdict -> answered(question, prompt, outcome, answered, verdict))
                        : Uni.createFrom().item(() -> failed(question, prompt, outcome.reply())));
    }

    /// Has an answer judged that an earlier attempt got; the model is not asked, and what it took stays as it is.
    /// Never fails but where the database does.
    Uni<Asked> judge(DatasetItem item, Stored stored) {
        var answer = requireNonNull(stored.answer());
        var asked = requireNonNullElseGet(
                stored.prompt(), () -> Prompt.of(item, plan.config()).question());
        return requireNonNull(judge)
                .judge(item, asked, answer, stored.epoch())
                .map(verdict -> new Asked(row(item, stored, answer, verdict), null, verdict.denied()));
    }

    private SampleRow row(DatasetItem item, Stored stored, String answer, Verdict verdict) {
        return new SampleRow(
                stored.position(),
                item.id(),
                ItemKey.of(assignment.run().datasetName(), item.id()),
                stored.prompt(),
                answer,
                item.target(),
                verdict.score(),
                verdict.parsed(),
                null,
                null,
                null,
                null,
                verdict.failure(),
                Answering.cluster(item),
                new AnswerDetails(
                        stored.epoch(),
                        Boolean.TRUE.equals(stored.refused()) || isRefusal(answer, verdict),
                        null,
                        null,
                        null,
                        null,
                        null),
                verdict.details(),
                null);
    }

    /// An answer that earned nothing may be a refusal of which the endpoint said nothing.
    private static boolean isRefusal(String answer, Verdict verdict) {
        return verdict.score() != null && verdict.score() == 0 && Refusal.begins(answer);
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

    private Uni<Verdict> judge(Question question, Prompt prompt, Reply.Answered answered) {
        return judge == null
                ? judgeWhereItMayTakeTime(question, answered)
                : judge.judge(question.item(), prompt.question(), answered.text(), question.epoch());
    }

    /// A regular expression and a very long answer may take their time; an event loop has none. For all others
    /// the way to another thread would take longer than the judgement.
    private Uni<Verdict> judgeWhereItMayTakeTime(Question question, Reply.Answered answered) {
        var scorer = plan.scoring().scorer();
        var expected = Answering.expectation(question.item(), plan.scoring().settings());
        var judged = Uni.createFrom().item(() -> Verdict.of(scorer.score(expected, answered.text())));
        var takesTime = scorer.mayTakeTime() || answered.text().length() > LONG_ANSWER;
        return takesTime ? judged.runSubscriptionOn(Infrastructure.getDefaultWorkerPool()) : judged;
    }

    private Asked answered(
            Question question, Prompt prompt, Sender.Outcome outcome, Reply.Answered answered, Verdict verdict) {
        var row = row(question, prompt, outcome, outcome.cached() ? untimed(answered) : answered, verdict);
        return new Asked(row, answered.model(), verdict.denied());
    }

    /// What was kept took no time and no tokens.
    private static Reply.Answered untimed(Reply.Answered kept) {
        return new Reply.Answered(
                kept.text(), kept.model(), null, null, kept.refused(), kept.finish(), kept.fingerprint(), null, null);
    }

    private static AnswerDetails details(Question question, Reply.Answered answered, Verdict verdict) {
        return new AnswerDetails(
                question.epoch(),
                answered.refused() || isRefusal(answered.text(), verdict),
                answered.finish(),
                answered.model(),
                answered.fingerprint(),
                answered.firstTokenMs(),
                answered.tokensPerSecond());
    }

    private SampleRow row(
            Question question, Prompt prompt, Sender.Outcome outcome, Reply.Answered answered, Verdict verdict) {
        var item = question.item();
        return new SampleRow(
                question.position(),
                item.id(),
                key(question),
                prompt.question(),
                answered.text(),
                item.target(),
                verdict.score(),
                verdict.parsed(),
                outcome.cached() ? null : Double.valueOf(outcome.latencyMs()),
                answered.inputTokens(),
                answered.outputTokens(),
                assignment.endpoint().cost(answered.inputTokens(), answered.outputTokens()),
                verdict.failure(),
                Answering.cluster(item),
                details(question, answered, verdict),
                verdict.details(),
                sender.usesCache() ? Boolean.valueOf(outcome.cached()) : null);
    }

    private Asked failed(Question question, Prompt prompt, Reply reply) {
        var denied = reply instanceof Reply.Rejected rejected && DENIALS.contains(rejected.status());
        return new Asked(failedRow(question, prompt, reply), null, denied);
    }

    private SampleRow failedRow(Question question, Prompt prompt, Reply reply) {
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
                AnswerDetails.of(question.epoch()),
                JudgeDetails.NONE,
                null);
    }

    private String key(Question question) {
        return ItemKey.of(assignment.run().datasetName(), question.item().id());
    }
}
