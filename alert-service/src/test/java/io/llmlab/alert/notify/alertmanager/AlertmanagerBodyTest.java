package io.llmlab.alert.notify.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.alert.AlertmanagerApi;
import io.llmlab.alert.notify.Messages;
import io.llmlab.alert.notify.SampleMessages;
import io.llmlab.alert.signal.NewsKind;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlertmanagerBodyTest {

    private static final Instant AT = Instant.parse("2026-11-23T12:00:00Z");

    @ParameterizedTest
    @EnumSource(NewsKind.class)
    void isAsAlertmanagerSendsIt(NewsKind kind) {
        var body = AlertmanagerBody.of(SampleMessages.full(kind, AT));

        assertThat(AlertmanagerApi.faults(body.toString())).isEmpty();
        assertThat(body.path("status").asText()).isEqualTo(kind == NewsKind.RESOLVED ? "resolved" : "firing");
        assertThat(body.path("truncatedAlerts").asInt()).isEqualTo(1);
    }

    @Test
    void knowsATestWithoutAnAlert() {
        assertThat(AlertmanagerApi.faults(
                        AlertmanagerBody.of(SampleMessages.test(AT)).toString()))
                .isEmpty();
    }

    @Test
    void labelsEachAlertOfAGroupWithItsOwnModel() {
        var body = AlertmanagerBody.of(Messages.ofModels(2));

        assertThat(AlertmanagerApi.faults(body.toString())).isEmpty();
        assertThat(body.at("/alerts/0/labels/model").asText()).isEqualTo("gpt-0");
        assertThat(body.at("/alerts/0/labels/team").asText()).isEqualTo("search");
        assertThat(body.at("/alerts/1/labels/model").asText()).isEqualTo("gpt-1");
        assertThat(body.at("/alerts/1/labels").has("team")).isFalse();
        assertThat(body.at("/commonLabels").has("model")).isFalse();
    }

    @Test
    void quotesNamesInTheKeyOfTheGroup() {
        var body = AlertmanagerBody.of(Messages.of("t", "a\"b\\c", 1));

        assertThat(body.path("groupKey").asText())
                .isEqualTo(
                        "{}:{alertname=\"performance_regression_critical\", dataset=\"gsm8k\", model=\"a\\\"b\\\\c\"}");
        assertThat(AlertmanagerApi.faults(body.toString())).isEmpty();
    }
}
