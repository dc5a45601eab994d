package io.llmlab.alert.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.Model;
import io.llmlab.alert.signal.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupingTest {

    private static final Traits ALERT = new Traits(
            "nightly",
            AlertType.LATENCY_SPIKE,
            Severity.WARNING,
            new Model(7, "gpt-x", "openai", Map.of()),
            "gsm8k",
            "avg_latency_ms",
            Map.of());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MODEL              | model=7
            DATASET            | dataset=gsm8k
            RULE               | rule=nightly
            DATASET MODEL      | model=7,dataset=gsm8k
            RULE MODEL DATASET | model=7,dataset=gsm8k,rule=nightly
            MODEL MODEL        | model=7
            """)
    void namesWhatItsAlertsHaveInCommonWhateverTheOrder(String by, String group) {
        var names = Arrays.stream(by.split(" ")).map(GroupBy::valueOf).toList();

        assertThat(Grouping.of(names, 30, 300).groupOf(ALERT)).isEqualTo(group);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, true", "1, 0, false", "0, 1, false"})
    void isNoneWhereNothingEverWaits(int wait, int interval, boolean none) {
        assertThat(Grouping.of(List.of(GroupBy.MODEL), wait, interval).isNone()).isEqualTo(none);
    }
}
