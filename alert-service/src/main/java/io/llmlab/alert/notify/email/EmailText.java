package io.llmlab.alert.notify.email;

import io.llmlab.alert.notify.Message;
import io.llmlab.alert.notify.Texts;
import org.jspecify.annotations.Nullable;

/// An e-mail's words, and the picture that its HTML shows.
///
/// @param subject one line
/// @param text for readers that show no HTML
/// @param picture null where the HTML names none
record EmailText(
        String subject, String text, String html, @Nullable Picture picture) {

    private static final int LONGEST_SUBJECT = 200;

    static EmailText of(Message message, String text, String html, @Nullable Picture picture) {
        return new EmailText(Texts.atMost(LONGEST_SUBJECT, message.subject()), text, html, picture);
    }
}
