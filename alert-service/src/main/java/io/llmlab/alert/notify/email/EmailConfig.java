package io.llmlab.alert.notify.email;

import io.llmlab.platform.problem.DomainException.Invalid;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Settings of an e-mail channel. What is left out comes from the environment.
///
/// @param smtpServer given, this channel has a server of its own, and port, username and password belong to it
/// @param smtpPort null: 587; on 465 TLS is spoken from the first byte, and `starttls` has no meaning
/// @param starttls null: required where a password is sent, else optional
/// @param template of the plain text
/// @param htmlTemplate of the HTML
@RegisterForReflection(ignoreNested = false)
record EmailConfig(
        @Nullable String smtpServer,
        @Nullable Integer smtpPort,
        @Nullable String username,
        @Nullable String password,
        @Nullable String fromEmail,
        @Nullable List<String> toEmails,
        @Nullable StartTls starttls,
        @Nullable String template,
        @Nullable String htmlTemplate) {

    private static final int MOST_RECEIVERS = 50;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,255}");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>,;\"()\\\\]{1,64}@[A-Za-z0-9.\\[\\]:-]{1,255}");

    EmailConfig {
        if (smtpServer != null && !HOST.matcher(smtpServer).matches()) {
            throw Invalid.inBody("/smtp_server", "must be a host name or address");
        }
        if (smtpPort != null && (smtpPort < 1 || smtpPort > 65_535)) {
            throw Invalid.inBody("/smtp_port", "must be 1 to 65535");
        }
        if (smtpServer == null && (smtpPort != null || username != null || password != null || starttls != null)) {
            throw Invalid.inBody(
                    "/smtp_server",
                    "is required where smtp_port, starttls, username or password is given: they belong to it");
        }
        if (username != null && starttls != null && starttls != StartTls.REQUIRED) {
            throw Invalid.inBody("/starttls", "must be required where a password is sent: others could read it");
        }
        if (fromEmail != null) {
            requireAddress(fromEmail, "/from_email");
        }
        toEmails = toEmails == null ? List.of() : List.copyOf(toEmails);
        if (toEmails.size() > MOST_RECEIVERS) {
            throw Invalid.inBody("/to_emails", "must be at most %d".formatted(MOST_RECEIVERS));
        }
        requireAddresses(toEmails);
    }

    List<String> receivers() {
        return toEmails == null ? List.of() : toEmails;
    }

    private static void requireAddresses(List<String> addresses) {
        IntStream.range(0, addresses.size())
                .forEach(index -> requireAddress(addresses.get(index), "/to_emails/" + index));
    }

    private static void requireAddress(String address, String pointer) {
        if (!ADDRESS.matcher(address).matches()) {
            throw Invalid.inBody(pointer, "must be an e-mail address such as team@example.org");
        }
    }
}
