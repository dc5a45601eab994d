package io.llmlab.alert.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.Model;
import io.llmlab.alert.signal.Severity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertMatcherTest {

    private static final Traits ALERT = new Traits(
            "nightly",
            AlertType.LATENCY_SPIKE,
            Severity.WARNING,
            new Model(7, "gpt-x", "openai", Map.of()),
            "gsm8k",
            "avg_latency_ms",
            Map.of("team", "search"));

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            model,          gpt-x,            false, true
            model,          gpt,              false, false
            model,          GPT-X,            false, false
            model,          gpt-.,            false, false
            model,          gpt-.,            true,  true
            model,          gpt,              true,  false
            model,          (?i)GPT-X,        true,  true
            model,          'gpt-x|gpt-y',    true,  true
            provider,       openai,           false, true
            provider,       openai|anthropic, true,  true
            dataset,        gsm8k,            none,  true
            metric,         .*latency.*,      true,  true
            rule,           nightly,          false, true
            alert_type,     latency_spike,    false, true
            alert_type,     .*_spike,         true,  true
            severity,       critical,         false, false
            severity,       critical|warning, true,  true
            labels.team,    search,           false, true
            labels.team,    '',               false, false
            labels.absent,  '',               false, true
            labels.absent,  .+,               true,  false
            labels.absent,  .*,               true,  true
            """)
    void looksAtOneTraitAsAWhole(String name, String value, Boolean isRegex, boolean fits) {
        assertThat(Matching.of(List.of(new AlertMatcher(name, value, isRegex))).covers(ALERT))
                .isEqualTo(fits);
    }

    @Test
    void mustFitWithAllOthers() {
        var model = new AlertMatcher("model", "gpt-x", false);
        var other = new AlertMatcher("dataset", "mmlu", false);

        assertThat(Matching.of(List.of(model, other)).covers(ALERT)).isFalse();
        assertThat(Matching.of(List.of(model, model)).covers(ALERT)).isTrue();
        assertThat(Matching.of(List.of()).covers(ALERT)).isTrue();
    }

    @Test
    void looksAtTheEmptyTextWhereAnAlertIsAboutNoMetric() {
        var failure = new Traits(
                "failures", AlertType.BENCHMARK_FAILURE, Severity.WARNING, ALERT.model(), "gsm8k", null, Map.of());

        assertThat(Matching.of(List.of(new AlertMatcher("metric", "", false))).covers(failure))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = ';', textBlock = """
            modle;      x;             false; alert_type, dataset, metric, model, provider, rule, severity or labels.<key>, not 'modle'
            labels.;    x;             false; not 'labels.'
            severity;   fatal;         false; the value for severity must be one of critical, warning, info, not 'fatal'
            alert_type; outage;        false; performance_regression, benchmark_failure, model_unavailable
            model;      (;             true;  the value is no regular expression
            model;      a(?=b);        true;  the value is no regular expression
            model;      (a{99}){2};    true;  the counts in braces may multiply to 100
            model;      (a{9,}){9,12}; true;  the counts in braces may multiply to 100
            """)
    void saysWhatIsAllowed(String name, String value, boolean isRegex, String said) {
        assertThatThrownBy(() -> new AlertMatcher(name, value, isRegex))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said);
    }

    /// With backtracking the first takes longer than the sun lasts; without a bound the second takes all memory.
    @ParameterizedTest
    @ValueSource(strings = {"(a*)*b", "(a|a)*b", "((a{4}){5}){5}b"})
    void cannotRunForEver(String expression) {
        var longest = new Traits(
                "nightly",
                AlertType.SYSTEM_ERROR,
                Severity.INFO,
                new Model(7, "a".repeat(255), "custom", Map.of()),
                "gsm8k",
                null,
                Map.of());

        assertThat(Matching.of(List.of(new AlertMatcher("model", expression, true)))
                        .covers(longest))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"((a{1000}){1000}){1000}", "((((a{30}){30}){30}){30}){30}", "a{999999999}{999999999}"})
    void cannotTakeAllMemory(String expression) {
        assertThatThrownBy(() -> new AlertMatcher("model", expression, true)).hasMessageContaining("repeats too often");
    }

    @Test
    void knowsWhetherItAsksForAnything() {
        var any = new AlertMatcher("model", ".*", true);
        var absent = new AlertMatcher("labels.team", "", false);

        assertThat(Matching.narrows(List.of(any, absent))).isFalse();
        assertThat(Matching.narrows(List.of(any, new AlertMatcher("model", ".+", true))))
                .isTrue();
    }
}
