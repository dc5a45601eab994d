package io.llmlab.alert.policy.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.alert.policy.AlertMatcher;
import io.llmlab.alert.policy.Grouping;
import io.llmlab.alert.policy.Matching;
import io.llmlab.alert.policy.Target;
import io.llmlab.alert.policy.Traits;
import io.llmlab.alert.policy.route.Routes.Way;
import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.Model;
import io.llmlab.alert.signal.Severity;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {

    private static final Routes ROUTES = new Routes(List.of(
            way("audit", true, List.of("log"), new AlertMatcher("severity", "critical|warning", true)),
            way("openai", false, List.of("a-team"), new AlertMatcher("provider", "openai", false)),
            way("search", true, List.of("search", "log"), new AlertMatcher("labels.team", "search", false)),
            way("critical", false, List.of("pager"), new AlertMatcher("severity", "critical", false)),
            way("rest", false, List.of("log"))));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            openai    | WARNING  | search | audit:log openai:a-team
            openai    | INFO     | search | openai:a-team
            # what was told already is not told again
            anthropic | CRITICAL | search | audit:log search:search critical:pager
            anthropic | WARNING  | search | audit:log search:search
            anthropic | INFO     | search | search:search,log
            anthropic | INFO     | ads    | rest:log
            anthropic | WARNING  | ads    | audit:log
            """)
    void areAskedInOrderUntilOneDoesNotGoOn(String provider, Severity severity, String team, String expected) {
        var alert = new Traits(
                "nightly",
                AlertType.COST_ANOMALY,
                severity,
                new Model(7, "gpt-x", provider, Map.of()),
                "gsm8k",
                null,
                Map.of("team", team));

        var targets = ROUTES.targets(alert).stream()
                .map(target -> target.route() + ":" + String.join(",", target.channels()))
                .collect(Collectors.joining(" "));

        assertThat(targets).isEqualTo(expected);
    }

    private static Way way(String name, boolean goesOn, List<String> channels, AlertMatcher... matchers) {
        return new Way(
                Matching.of(List.of(matchers)), new Target("route/" + name, name, channels, Grouping.NONE), goesOn);
    }
}
