package io.llmlab.alert.cost;

import io.llmlab.alert.evaluate.Evaluation;
import io.llmlab.alert.recent.Costs;
import io.llmlab.alert.rule.AlertRule;
import io.llmlab.alert.rule.AlertRuleService;
import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.Signal.CostsSummed;
import io.llmlab.alert.signal.Subject;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/// Asks the rules about costs what they say to the sums of a model, within the caller's transaction.
@ApplicationScoped
public class CostWatch {

    private final AlertRuleService rules;
    private final Costs costs;
    private final Evaluation evaluation;
    private final CostTimers timers;
    private final Clock clock;

    CostWatch(AlertRuleService rules, Costs costs, Evaluation evaluation, CostTimers timers, Clock clock) {
        this.rules = rules;
        this.costs = costs;
        this.evaluation = evaluation;
        this.timers = timers;
        this.clock = clock;
    }

    /// A run has cost something. What is too much is looked at again each hour, until it is not.
    ///
    /// @param ranAt the run's time; its day is the one whose budget it counts for
    public Uni<Void> judge(Subject subject, Instant ranAt) {
        return ask(subject, dayOf(ranAt), evaluation::take);
    }

    /// Time has passed, or a run does not count any more: opens nothing, but ends what is over.
    public Uni<Void> review(Subject subject) {
        return ask(subject, dayOf(clock.instant()), evaluation::endWhatIsOver);
    }

    private Uni<Void> ask(Subject subject, LocalDate day, Function<CostsSummed, Uni<Boolean>> judges) {
        return rules.enabledOf(AlertType.COST_ANOMALY)
                .chain(enabled -> enabled.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : costs.sum(subject, clock.instant(), day, hours(enabled))
                                .chain(judges::apply)
                                .chain(tooMuch -> lookAgain(subject, tooMuch)));
    }

    private Uni<Void> lookAgain(Subject subject, boolean tooMuch) {
        return tooMuch
                ? timers.setNextHour(subject, clock.instant())
                : Uni.createFrom().voidItem();
    }

    private static Collection<Integer> hours(List<AlertRule> rules) {
        var hours = new TreeSet<Integer>();
        rules.forEach(rule -> rule.costWindowHours().ifPresent(hours::add));
        return hours;
    }

    private static LocalDate dayOf(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
