package io.llmlab.alert.notify.email;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/// The e-mail settings of the environment.
@ConfigMapping(prefix = "alert.email")
interface EmailDefaults {

    /// SMTP_SERVER; port and credentials go to the mailer's own settings.
    Optional<String> server();

    /// ALERT_EMAIL_FROM
    Optional<String> from();

    /// ALERT_EMAIL_TO, separated by commas
    Optional<List<String>> to();
}
