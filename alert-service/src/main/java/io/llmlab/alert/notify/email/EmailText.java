package io.llmlab.alert.notify.email;

import io.llmlab.alert.notify.Message;
import io.llmlab.alert.notify.Texts;

/// An e-mail's words.
///
/// @param subject one line
/// @param text for readers that show no HTML
record EmailText(String subject, String text, String html) {

    private static final int LONGEST_SUBJECT = 200;

    static EmailText of(Message message, String text, String html) {
        return new EmailText(Texts.atMost(LONGEST_SUBJECT, message.subject()), text, html);
    }
}
