package io.llmlab.alert.notify.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmlab.alert.notify.Messages;
import io.llmlab.alert.notify.SampleMessages;
import io.llmlab.platform.http.JsonConventions;
import io.llmlab.platform.problem.DomainException.Invalid;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTest {

    private final Templates templates = new Templates(JsonConventions.mapper());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{message.title} {message.severity}",
                "{subject}{#for item in message.items}{item.text} {item.change_percent}{/for}",
                "{message.title}{#if message.model}{message.model.name}{#else}no model{/if}",
                "{message.title}{message.model.name ?: 'no model'}",
                "{subject}{#for fact in facts}{fact.name}={fact.value}{#if fact_hasNext}, {/if}{/for}",
                "{subject}{#if message.cause}{#for change in message.cause.changed}{change.part}{/for}{/if}",
                "{subject}{#for note in message.annotations}{note.text} by {note.created_by}{/for}",
                "{subject}{#if message.chart}{message.chart.points.size}{/if}{message.acknowledge_link ?: ''}",
                "{subject}{#for button in buttons}{button.url}{/for}"
            })
    void takesWhatWorksWithAndWithoutEverything(String template) {
        assertThatCode(() -> templates.check(template, "/template", Escape.NONE))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{message.titel}",
                "{message.model.name}",
                "{message.title.length}",
                "{message.getClass}",
                "{message.title.toUpperCase}",
                "{#if message.title}",
                "{#for i in 1000000000}x{/for}",
                "{#for i in message.run_id}x{/for}",
                "{#for i in message.dataset.or(1000000000)}x{/for}",
                "{#for i in message.items ?: 1000000000}x{/for}",
                "{#each 1000000000}x{/each}",
                "{#let n=1000000000}{#for i in n}x{/for}{/let}",
                "{#for a in facts}{#for b in facts}{#for c in facts}x{/for}{/for}{/for}",
                "{#include other /}",
                " "
            })
    void refusesWhatCanFailOrCostsTooMuch(String template) {
        assertThatThrownBy(() -> templates.check(template, "/template", Escape.NONE))
                .isInstanceOf(Invalid.class)
                .hasMessageStartingWith("/template:");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            `one\ntwo {message.titel}\nthree`, /template: line 2 fails with a full message
            `one\n\n{#if message.title}`, /template: line 3 fails with a full message
            `{message.title}\n{message.model.name}`, /template: line 2 fails with the test message
            `{#for a in facts}\n{#for b in facts}\n{#for c in facts}x{/for}{/for}{/for}`, /template: line 3 fails
            """)
    void saysInWhichLine(String template, String start) {
        var lines = template.replace("\\n", "\n");

        assertThatThrownBy(() -> templates.check(lines, "/template", Escape.NONE))
                .hasMessageStartingWith(start);
    }

    @Test
    void refusesWhatIsTooLong() {
        var longest = "x".repeat(Templates.LONGEST);

        assertThatCode(() -> templates.check(longest, "/template", Escape.NONE)).doesNotThrowAnyException();
        assertThatThrownBy(() -> templates.check(longest + "x", "/template", Escape.NONE))
                .isInstanceOf(Invalid.class);
        assertThatThrownBy(() ->
                        templates.check("{#for a in facts}" + "x".repeat(7_000) + "{/for}", "/template", Escape.NONE))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("more than 20000 characters");
    }

    @Test
    void escapesValuesAndNotTheTemplate() {
        var message = Messages.of("<b>\"&\n", "m", 0);

        assertThat(templates.rendered("<i>{message.title}", Escape.HTML, message))
                .isEqualTo("<i>&lt;b&gt;&quot;&amp;\n");
        assertThat(templates.rendered("<i>{message.title}", Escape.MRKDWN, message))
                .isEqualTo("<i>&lt;b&gt;\"&amp;\n");
        assertThat(templates.rendered("{\"a\": \"{message.title}\"}", Escape.JSON, message))
                .isEqualTo("{\"a\": \"<b>\\\"&\\n\"}");
        assertThat(templates.rendered("{message.title}", Escape.NONE, message)).isEqualTo("<b>\"&\n");
    }

    @Test
    void tellsAnAlertWithoutATemplateThatFails() {
        var message = SampleMessages.test(Instant.parse("2026-11-23T12:00:00Z"));

        assertThat(templates.render("{message.model.name}", Escape.NONE, message))
                .isEmpty();
        assertThat(templates.render(null, Escape.NONE, message)).isEmpty();
    }
}
