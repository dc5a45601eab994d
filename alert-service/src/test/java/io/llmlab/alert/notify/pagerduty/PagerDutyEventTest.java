package io.llmlab.alert.notify.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmlab.alert.PagerDutyApi;
import io.llmlab.alert.notify.Messages;
import io.llmlab.alert.notify.SampleMessages;
import io.llmlab.alert.signal.NewsKind;
import io.llmlab.platform.problem.DomainException.Invalid;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagerDutyEventTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final Instant AT = Instant.parse("2026-11-23T12:00:00Z");

    @ParameterizedTest
    @EnumSource(NewsKind.class)
    void isWhatPagerDutyTakes(NewsKind kind) {
        var events = PagerDutyEvent.of(KEY, "msg_1", "s", SampleMessages.full(kind, AT));

        assertThat(events)
                .isNotEmpty()
                .allMatch(event -> PagerDutyApi.faults(event.toString()).isEmpty());
        assertThat(events).allMatch(event -> event.path("dedup_key").asText().equals("178c657166d90574"));
    }

    /// What follows a trigger says nothing but whom it means.
    @Test
    void resolvesByTheKeyAlone() {
        var event = PagerDutyEvent.of(KEY, "msg_1", "s", SampleMessages.full(NewsKind.RESOLVED, AT))
                .getFirst();

        assertThat(event.toString())
                .isEqualTo("{\"routing_key\":\"%s\",\"event_action\":\"resolve\",\"dedup_key\":\"178c657166d90574\"}"
                        .formatted(KEY));
    }

    /// Who opened the incident is not told again: the order of what is over may be another.
    @Test
    void opensOneIncidentForOneCauseAndResolvesItWithAnyOfTheAlerts() {
        assertThat(PagerDutyEvent.of(KEY, "msg_1", "s", Messages.of("t", "m", 3)))
                .hasSize(1);
        assertThat(PagerDutyEvent.of(KEY, "msg_1", "s", Messages.of(NewsKind.RESOLVED, 3)))
                .extracting(event -> event.path("dedup_key").asText())
                .containsExactly("0000000000000000", "0000000000000001", "0000000000000002");
    }

    @Test
    void cutsASummaryThatIsTooLong() {
        var event = PagerDutyEvent.of(KEY, "msg_1", "x\n".repeat(2_000), Messages.titled("t"))
                .getFirst();

        assertThat(PagerDutyApi.faults(event.toString())).isEmpty();
        assertThat(event.at("/payload/summary").asText()).hasSize(1024).startsWith("x x x");
    }

    @Test
    void resolvesTheIncidentOfATestByTheKeyOfTheDelivery() {
        var events = PagerDutyEvent.of(KEY, "msg_1", "s", SampleMessages.test(AT));

        assertThat(events)
                .extracting(event -> event.path("event_action").asText())
                .containsExactly("trigger", "resolve");
        assertThat(events).allMatch(event -> event.path("dedup_key").asText().equals("msg_1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "0123456789abcdef0123456789abcde!", "0123456789abcdef0123456789abcdef0"})
    void rejectsWhatIsNoRoutingKey(String key) {
        assertThatThrownBy(() -> new PagerDutyConfig(key, null, null))
                .isInstanceOf(Invalid.class)
                .hasMessageStartingWith("/routing_key:");
    }
}
