package io.llmlab.alert;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A real SMTP server that the environment names.
public class MailServer implements QuarkusTestResourceLifecycleManager {

    private static final GreenMail SERVER = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private static boolean started;

    @Override
    public Map<String, String> start() {
        return Map.of(
                "SMTP_SERVER", "127.0.0.1",
                "SMTP_PORT", Integer.toString(port()),
                "ALERT_EMAIL_FROM", "lab@example.org",
                "ALERT_EMAIL_TO", "team@example.org",
                "PUBLIC_URL", "https://lab.example.org/");
    }

    @Override
    public void stop() {
        // The JVM's end stops it: another test class may use it.
    }

    static synchronized int port() {
        if (!started) {
            SERVER.start();
            started = true;
        }
        return SERVER.getSmtp().getPort();
    }

    /// The letters whose subject contains the text.
    static List<MimeMessage> lettersAbout(String text) {
        return Arrays.stream(SERVER.getReceivedMessages())
                .filter(letter -> subject(letter).contains(text))
                .toList();
    }

    private static String subject(MimeMessage letter) {
        try {
            return letter.getSubject();
        } catch (MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
