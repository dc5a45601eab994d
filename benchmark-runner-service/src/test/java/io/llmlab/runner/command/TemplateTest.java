package io.llmlab.runner.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmlab.runner.execute.RunFailure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {

    @Test
    void putsEachValueIntoItsOneArgument() {
        var template =
                new Template(List.of("--model_args", "model={model},base_url={base_url}", "--tasks", "{dataset}"));

        var filled = template.filled(
                Map.of("model", "a b; rm -rf /", "base_url", "{dataset}", "dataset", "$(id) \"x\""), false);

        assertThat(template.placeholders()).containsExactly("model", "base_url", "dataset");
        assertThat(filled)
                .containsExactly("--model_args", "model=a b; rm -rf /,base_url={dataset}", "--tasks", "$(id) \"x\"");
    }

    @Test
    void leavesBracesThatAreNoPlaceholders() {
        assertThat(new Template(List.of("{\"a\": 1}", "{}", "{A}")).filled(Map.of(), false))
                .containsExactly("{\"a\": 1}", "{}", "{A}");
    }

    @Test
    void makesNoOptionOfAValueUnlessAllowed() {
        var template = new Template(List.of("{dataset}", "--limit={limit}"));
        var values = Map.of("dataset", "--output=/etc", "limit", "-1");

        assertThatThrownBy(() -> template.filled(values, false))
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining("--output=/etc");
        assertThat(template.filled(values, true)).containsExactly("--output=/etc", "--limit=-1");
        assertThat(template.filled(Map.of("dataset", "mmlu", "limit", "-1"), false))
                .containsExactly("mmlu", "--limit=-1");
    }

    @Test
    void namesAPlaceholderWithoutAValue() {
        assertThatThrownBy(() -> new Template(List.of("{shots}")).filled(Map.of(), false))
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining("{shots}");
    }
}
