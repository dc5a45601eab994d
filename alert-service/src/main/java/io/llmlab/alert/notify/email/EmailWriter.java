package io.llmlab.alert.notify.email;

import io.llmlab.alert.notify.Message;
import io.llmlab.alert.notify.template.Escape;
import io.llmlab.alert.notify.template.Templates;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Puts a message into an e-mail's words, by the templates of the channel or by our own
/// (`src/main/resources/letter`), which are examples for others.
@ApplicationScoped
class EmailWriter {

    private final Templates templates;
    private final String text;
    private final String html;

    EmailWriter(Templates templates) {
        this.templates = templates;
        this.text = read("alert.txt");
        this.html = read("alert.html");
    }

    void check(EmailConfig config) {
        templates.check(config.template(), "/template", Escape.NONE);
        templates.check(config.htmlTemplate(), "/html_template", Escape.HTML);
    }

    /// Takes time where it draws: not for an event loop.
    EmailText write(EmailConfig config, Message message) {
        var words = templates
                .render(config.template(), Escape.NONE, message)
                .orElseGet(() -> templates.rendered(text, Escape.NONE, message));
        var page = templates
                .render(config.htmlTemplate(), Escape.HTML, message)
                .orElseGet(() -> templates.rendered(html, Escape.HTML, message));
        return EmailText.of(message, words, page, picture(message, page));
    }

    private static @Nullable Picture picture(Message message, String page) {
        return message.chart() == null || !page.contains(Picture.REFERENCE)
                ? null
                : SeriesPicture.of(message.chart()).orElse(null);
    }

    private static String read(String name) {
        try (var stream = EmailWriter.class.getResourceAsStream("/letter/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("There is no template letter/" + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
