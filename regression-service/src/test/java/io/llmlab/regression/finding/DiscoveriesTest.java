package io.llmlab.regression.finding;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.llmlab.regression.baseline.Stretch;
import io.llmlab.regression.config.Watch;
import io.llmlab.regression.detect.Measurement;
import io.llmlab.regression.detect.Outcome;
import io.llmlab.regression.detect.Outcome.Improved;
import io.llmlab.regression.detect.Outcome.Regressed;
import io.llmlab.regression.detect.Outcome.Steady;
import io.llmlab.regression.detect.Settings;
import io.llmlab.regression.detect.Severity;
import io.llmlab.regression.detect.classic.FalseDiscovery;
import io.llmlab.regression.series.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiscoveriesTest {

    private static final FalseDiscovery HOCHBERG = FalseDiscovery.BENJAMINI_HOCHBERG;

    private static Evaluation look(String method, double pValue, Severity severity) {
        var series = new Series(1, 7, "gsm8k", "accuracy", "overall_accuracy", "aa", null, true);
        var measured = new Measurement(.8, .7, pValue, 1 - pValue, null, Map.of());
        return new Evaluation(
                series,
                Watch.of(method, Settings.usual()),
                new Stretch(List.of(), List.of()),
                new Regressed(measured, severity));
    }

    private static double qValue(Evaluation look) {
        return (double) requireNonNull(look.requireMeasurement().details().get("q_value"));
    }

    private static List<Outcome> outcomes(List<Evaluation> looks) {
        return looks.stream().map(Evaluation::outcome).toList();
    }

    /// Of sixty looks one has p = .001: by chance that happens to sixty looks in 6 of 100 cases, so it is no
    /// finding.
    @Test
    void findsNothingThatIsToBeExpectedOfSoManyLooks() {
        var looks = new ArrayList<Evaluation>();
        looks.add(look("auto", .001, Severity.CRITICAL));
        for (var other = 1; other < 60; other++) {
            looks.add(look("auto", .5, Severity.WARNING));
        }

        var judged = Discoveries.among(looks, HOCHBERG);

        assertThat(judged).noneMatch(Evaluation::isFinding);
        assertThat(qValue(judged.getFirst())).isCloseTo(.06, within(1e-12));
    }

    @Test
    void findsItAmongTen() {
        var looks = new ArrayList<Evaluation>();
        looks.add(look("auto", .001, Severity.CRITICAL));
        for (var other = 1; other < 10; other++) {
            looks.add(look("auto", .5, Severity.WARNING));
        }

        assertThat(Discoveries.among(looks, HOCHBERG).getFirst().outcome().severity())
                .isEqualTo(Severity.CRITICAL);
    }

    /// q = .02: a finding, but not sure enough to be critical.
    @Test
    void callsCriticalOnlyWhatIsSureEnough() {
        var looks = new ArrayList<Evaluation>();
        looks.add(look("auto", .001, Severity.CRITICAL));
        for (var other = 1; other < 20; other++) {
            looks.add(look("auto", .5, Severity.WARNING));
        }

        var first = Discoveries.among(looks, HOCHBERG).getFirst();

        assertThat(first.isFinding()).isTrue();
        assertThat(first.outcome().severity()).isEqualTo(Severity.WARNING);
    }

    /// Its p-value is that of harm, and says nothing against it.
    @Test
    void leavesAnImprovementToItsOwnLook() {
        var worse = look("auto", .001, Severity.WARNING);
        var measured = new Measurement(.7, .8, .999, .999, null, Map.of("improvement_p_value", .001));
        var better = worse.with(new Improved(measured));

        var judged = outcomes(Discoveries.among(List.of(worse, better), HOCHBERG));

        assertThat(judged.getLast()).isInstanceOf(Improved.class);
    }

    @Test
    void leavesMethodsAloneThatSpendNoFixedError() {
        var looks = List.of(look("statistical_test", .04, Severity.CRITICAL), look("auto", .9, Severity.WARNING));

        var judged = outcomes(Discoveries.among(looks, HOCHBERG));

        assertThat(judged.getFirst()).isEqualTo(looks.getFirst().outcome());
        assertThat(judged.getLast()).isInstanceOf(Steady.class);
    }

    /// .001 times ten looks is q = .01; for any dependence between them times 1 + 1/2 + … + 1/10 more, by hand.
    @Test
    void judgesByTheRuleThatIsSet() {
        var looks = new ArrayList<Evaluation>();
        looks.add(look("auto", .001, Severity.CRITICAL));
        for (var other = 1; other < 10; other++) {
            looks.add(look("auto", .5, Severity.WARNING));
        }

        var judged =
                Discoveries.among(looks, FalseDiscovery.BENJAMINI_YEKUTIELI).getFirst();

        assertThat(qValue(judged)).isCloseTo(.01 * 7381 / 2520, within(1e-12));
        assertThat(judged.outcome().severity()).isEqualTo(Severity.WARNING);
    }
}
