package io.llmlab.alert.notify.email;

import java.util.List;

/// An e-mail ready to go.
record Letter(String from, List<String> to, String key, EmailText text) {

    String messageId() {
        var domain = from.substring(from.lastIndexOf('@') + 1).replaceAll("[^A-Za-z0-9.-]", "");
        return "<%s@%s>".formatted(key, domain.isEmpty() ? "llmlab" : domain);
    }
}
