package io.llmlab.runner.run;

import io.llmlab.runner.score.CohensKappa;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Adds up what a model that judged took, and how often it agreed with people. Nothing judged becomes no metric.
final class JudgeTally {

    private static final String COST = "judge_cost";
    private static final String USD = "USD";

    private int judged;
    private int unread;
    private final Total cost = new Total();
    private final Total tokensInput = new Total();
    private final Total tokensOutput = new Total();
    private double[] labels = new double[16];
    private double[] verdicts = new double[16];
    private int labelled;

    /// One of which a part is unknown is unknown.
    private static final class Total {

        private int known;
        private double sum;

        void add(@Nullable Number value) {
            if (value != null) {
                known++;
                sum += value.doubleValue();
            }
        }
    }

    /// @param sample one that was answered
    void add(SampleResult sample) {
        var judge = sample.judge();
        if (!judge.isGiven()) {
            return;
        }
        judged++;
        unread += sample.score() == null ? 1 : 0;
        cost.add(judge.cost());
        tokensInput.add(judge.inputTokens());
        tokensOutput.add(judge.outputTokens());
        if (judge.label() != null) {
            addLabel(judge.label(), judge.labelScore());
        }
    }

    /// A verdict that cannot be read is a verdict like no label.
    private void addLabel(double label, @Nullable Double verdict) {
        if (labelled == labels.length) {
            labels = Arrays.copyOf(labels, 2 * labelled);
            verdicts = Arrays.copyOf(verdicts, 2 * labelled);
        }
        labels[labelled] = label;
        verdicts[labelled++] = verdict == null ? Double.NaN : verdict;
    }

    /// Whether it is what judging a run took; a pushed metric may have the name and mean something else.
    static boolean isCost(NewMetric metric) {
        return metric.sampleId() == null
                && metric.metricType() == MetricType.COST
                && metric.metricName().equals(COST)
                && (metric.unit() == null || metric.unit().equals(USD));
    }

    /// Answers of which nobody knows what they are worth.
    int unread() {
        return unread;
    }

    void addTo(List<NewMetric> metrics) {
        addTotal(metrics, MetricType.COST, COST, USD, cost);
        addTotal(metrics, MetricType.TOKEN_COUNT, "judge_tokens_input", "tokens", tokensInput);
        addTotal(metrics, MetricType.TOKEN_COUNT, "judge_tokens_output", "tokens", tokensOutput);
        if (labelled > 0) {
            addAgreement(metrics, CohensKappa.of(Arrays.copyOf(labels, labelled), Arrays.copyOf(verdicts, labelled)));
        }
    }

    private void addTotal(List<NewMetric> metrics, MetricType type, String name, String unit, Total total) {
        if (judged > 0 && total.known == judged) {
            metrics.add(NewMetric.of(type, name, total.sum, unit, null, judged));
        }
    }

    private static void addAgreement(List<NewMetric> metrics, CohensKappa agreed) {
        var share = agreed.agreement();
        metrics.add(measured("judge_agreement", share, Summary.binomialError(share, agreed.verdicts()), agreed)
                .within(Wilson.interval(agreed.equal(), agreed.verdicts())));
        agreed.kappa()
                .ifPresent(kappa -> metrics.add(
                        measured("judge_kappa", kappa, agreed.standardError().orElseThrow(), agreed)));
    }

    private static NewMetric measured(String name, double value, double error, CohensKappa agreed) {
        return NewMetric.measured(MetricType.CUSTOM, name, value, null, error, agreed.verdicts(), true);
    }
}
