package io.llmlab.alert.notify.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmlab.alert.notify.Messages;
import io.llmlab.platform.problem.DomainException.Invalid;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailTextTest {

    @Test
    void keepsTheSubjectInOneLine() {
        var text = EmailText.of(Messages.titled("accuracy of x\r\nBcc: everybody@example.org fell"));

        assertThat(text.subject()).isEqualTo("[CRITICAL] accuracy of x Bcc: everybody@example.org fell");
        assertThat(EmailText.of(Messages.titled("x".repeat(500))).subject()).hasSize(200);
    }

    @Test
    void escapesNamesInHtml() {
        var text = EmailText.of(Messages.of("<script>alert(1)</script>", "\"><img src=x>", 1));

        assertThat(text.html())
                .doesNotContain("<script>", "<img", "<fast>")
                .contains("&lt;script&gt;", "&quot;&gt;&lt;img src=x&gt;", "m0 fell &lt;fast&gt;");
        assertThat(text.text()).contains("m0 fell <fast>");
    }

    @Test
    void linksToTheAlert() {
        var text = EmailText.of(Messages.titled("t"));

        assertThat(text.text()).contains("Alert: https://lab.example.org/?alert=31");
        assertThat(text.html()).contains("<a href=\"https://lab.example.org/?alert=31\">");
    }

    @Test
    void makesAMessageIdOfTheDeliverysKey() {
        var letter = new Letter("lab@example.org", List.of("a@b.c"), "msg_1", EmailText.of(Messages.titled("t")));

        assertThat(letter.messageId()).isEqualTo("<msg_1@example.org>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "a@b\r\nBcc: c@d", "a b@c.d", "<a@b.c>", "@b.c", "a@"})
    void rejectsWhatIsNoAddress(String address) {
        assertThatThrownBy(() -> new EmailConfig(null, null, null, null, null, List.of("ok@example.org", address)))
                .isInstanceOf(Invalid.class)
                .hasMessageStartingWith("/to_emails/1:");
    }

    @Test
    void wantsAServerForPortAndCredentials() {
        assertThatThrownBy(() -> new EmailConfig(null, 25, null, null, null, null))
                .isInstanceOf(Invalid.class)
                .hasMessageStartingWith("/smtp_server:");
        assertThatThrownBy(() -> new EmailConfig("mail.example.org", 70_000, null, null, null, null))
                .isInstanceOf(Invalid.class)
                .hasMessageStartingWith("/smtp_port:");
    }
}
