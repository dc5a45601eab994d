package io.llmlab.alert.notify.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmlab.alert.notify.Message;
import io.llmlab.alert.notify.Messages;
import io.llmlab.alert.notify.SampleMessages;
import io.llmlab.alert.notify.template.Templates;
import io.llmlab.platform.http.JsonConventions;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.vertx.ext.mail.StartTLSOptions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailTextTest {

    private static final EmailConfig BUILT_IN = new EmailConfig(null, null, null, null, null, null, null, null, null);

    private final EmailWriter writer = new EmailWriter(new Templates(JsonConventions.mapper()));

    @Test
    void keepsTheSubjectInOneLine() {
        var text = write(Messages.titled("accuracy of x\r\nBcc: everybody@example.org fell"));

        assertThat(text.subject()).isEqualTo("[CRITICAL] accuracy of x Bcc: everybody@example.org fell");
        assertThat(write(Messages.titled("x".repeat(500))).subject()).hasSize(200);
    }

    @Test
    void escapesNamesInHtml() {
        var text = write(Messages.of("<script>alert(1)</script>", "\"><img src=x>", 1));

        assertThat(text.html())
                .doesNotContain("<script>", "<img", "<fast>")
                .contains("&lt;script&gt;", "&quot;&gt;&lt;img src=x&gt;", "m0 fell &lt;fast&gt;");
        assertThat(text.text()).contains("m0 fell <fast>");
    }

    @Test
    void linksToTheAlert() {
        var text = write(Messages.titled("t"));

        assertThat(text.text()).contains("Alert: https://lab.example.org/?alert=31");
        assertThat(text.html()).contains("href=\"https://lab.example.org/?alert=31\">Open alert</a>");
    }

    @Test
    void makesAMessageIdOfTheDeliverysKey() {
        var letter = new Letter("lab@example.org", List.of("a@b.c"), "msg_1", write(Messages.titled("t")));

        assertThat(letter.messageId()).isEqualTo("<msg_1@example.org>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "a@b\r\nBcc: c@d", "a b@c.d", "<a@b.c>", "@b.c", "a@"})
    void rejectsWhatIsNoAddress(String address) {
        assertThatThrownBy(() -> new EmailConfig(
                        null, null, null, null, null, List.of("ok@example.org", address), null, null, null))
                .isInstanceOf(Invalid.class)
                .hasMessageStartingWith("/to_emails/1:");
    }

    @Test
    void wantsAServerForPortAndCredentials() {
        assertThatThrownBy(() -> new EmailConfig(null, 25, null, null, null, null, null, null, null))
                .isInstanceOf(Invalid.class)
                .hasMessageStartingWith("/smtp_server:");
        assertThatThrownBy(() -> new EmailConfig("mail.example.org", 70_000, null, null, null, null, null, null, null))
                .isInstanceOf(Invalid.class)
                .hasMessageStartingWith("/smtp_port:");
    }

    @Test
    void saysAllThatIsKnownOfTheCause() {
        var text = write(SampleMessages.full(Instant.parse("2026-11-23T12:00:00Z")))
                .text();

        assertThat(text).isEqualTo("""
                overall_accuracy of gpt-x on gsm8k fell by 61.5 %

                - overall_accuracy fell from 0.563 to 0.217 (-61.5 %, 95 % sure between -0.41 and -0.28, p = 0.0007, n = 3)
                and 1 more

                Model: gpt-x
                Dataset: gsm8k
                Run: 123 https://lab.example.org/benchmark-runs/123
                Change: overall_accuracy 0.563 → 0.217 (-61.5 %)
                Suspect: model: none of 2 other models on this dataset got worse at the same time
                Began with: run 123 of 2026-11-23 12:00 UTC (95 % sure between run 121 and run 123)
                Last good run: run 120 of 2026-11-22 12:00 UTC
                What changed: run_config.model_resolved: gpt-x-2026-10-01 → gpt-x-2026-11-20 (points to the model)
                What else moved: 0 of 2 other models on this dataset; 1 of 3 other datasets of this model (mmlu)
                Noted around then: 2026-11-23 10:00 UTC deploy of prompt v7 (by ci)
                Severity: CRITICAL
                Rule: performance_regression_critical
                Time: 2026-11-23 12:00 UTC
                Alert: https://lab.example.org/?alert=31
                Acknowledge: https://lab.example.org/acknowledge/signed.text
                Runbook: https://lab.example.org/runbook
                """);
    }

    @Test
    void showsThePictureThatTheHtmlNames() {
        var full = SampleMessages.full(Instant.parse("2026-11-23T12:00:00Z"));
        var own = new EmailConfig(null, null, null, null, null, null, null, null, "<p>{message.title}</p>");

        assertThat(write(full).html()).contains("<img src=\"cid:chart\"", "alt=\"overall_accuracy over the newest 20");
        assertThat(write(full).picture()).isNotNull();
        assertThat(writer.write(own, full).picture()).isNull();
        assertThat(write(Messages.titled("t")).html()).doesNotContain("cid:");
        assertThat(write(Messages.titled("t")).picture()).isNull();
    }

    @Test
    void takesAChannelsOwnWordsAndEscapesValuesInHtmlAlone() {
        var own = new EmailConfig(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "{#for item in message.items}{item.text}{/for}",
                "<p>{message.items[0].text}</p>");

        var text = writer.write(own, Messages.titled("t"));

        assertThat(text.text()).isEqualTo("m0 fell <fast>");
        assertThat(text.html()).isEqualTo("<p>m0 fell &lt;fast&gt;</p>");
    }

    @Test
    void letsNoPasswordGoInTheClear() {
        assertThatThrownBy(() -> new EmailConfig(
                        "mail.example.org", 25, "ada", "secret", null, null, StartTls.OPTIONAL, null, null))
                .isInstanceOf(Invalid.class)
                .hasMessageStartingWith("/starttls:");
        var asked = new EmailConfig("mail.example.org", 25, "ada", "secret", null, null, null, null, null);
        assertThat(SmtpServer.of(asked).settings().getStarttls()).isEqualTo(StartTLSOptions.REQUIRED);
        var anonymous = new EmailConfig("mail.example.org", 25, null, null, null, null, null, null, null);
        assertThat(SmtpServer.of(anonymous).settings().getStarttls()).isEqualTo(StartTLSOptions.OPTIONAL);
    }

    private EmailText write(Message message) {
        return writer.write(BUILT_IN, message);
    }
}
