package io.llmlab.alert.notify.email;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Optional;

/// The e-mail settings of the environment.
@ConfigMapping(prefix = "alert.email")
interface EmailDefaults {

    /// SMTP_SERVER
    Optional<String> server();

    /// SMTP_PORT
    @WithDefault("587")
    @Min(1)
    @Max(65_535)
    int port();

    /// SMTP_USERNAME; without it nobody logs in.
    Optional<String> username();

    /// SMTP_PASSWORD
    Optional<String> password();

    /// SMTP_TLS: speak TLS from the first byte, as on port 465.
    @WithDefault("false")
    boolean tls();

    /// SMTP_STARTTLS; without it required where a password is sent, else optional. A password is never sent
    /// without.
    Optional<StartTls> starttls();

    /// ALERT_EMAIL_FROM
    Optional<String> from();

    /// ALERT_EMAIL_TO, separated by commas
    Optional<List<String>> to();
}
