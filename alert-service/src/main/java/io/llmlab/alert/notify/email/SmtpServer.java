package io.llmlab.alert.notify.email;

import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A server that takes letters.
///
/// @param username null: nobody logs in
/// @param tls from the first byte
/// @param starttls only where `tls` is not
record SmtpServer(
        String host,
        int port,
        @Nullable String username,
        @Nullable String password,
        boolean tls,
        StartTls starttls) {

    private static final int SUBMISSION_PORT = 587;
    private static final int TLS_PORT = 465;

    /// Where a password is sent there is no way around TLS.
    SmtpServer {
        if (username != null) {
            starttls = StartTls.REQUIRED;
        }
    }

    static SmtpServer of(EmailConfig config) {
        var port = config.smtpPort() == null ? SUBMISSION_PORT : config.smtpPort();
        return new SmtpServer(
                String.valueOf(config.smtpServer()),
                port,
                config.username(),
                config.password(),
                port == TLS_PORT,
                config.starttls() == null ? StartTls.OPTIONAL : config.starttls());
    }

    /// The one of the environment, where there is one.
    static Optional<SmtpServer> of(EmailDefaults defaults) {
        return defaults.server()
                .map(host -> new SmtpServer(
                        host,
                        defaults.port(),
                        defaults.username().orElse(null),
                        defaults.password().orElse(null),
                        defaults.tls() || defaults.port() == TLS_PORT,
                        defaults.starttls().orElse(StartTls.OPTIONAL)));
    }

    MailConfig settings() {
        var settings = new MailConfig()
                .setHostname(host)
                .setPort(port)
                .setSsl(tls)
                .setStarttls(tls ? StartTLSOptions.DISABLED : StartTLSOptions.valueOf(starttls.name()))
                .setHostnameVerificationAlgorithm("HTTPS");
        return username == null
                ? settings.setLogin(LoginOption.DISABLED)
                : settings.setLogin(LoginOption.REQUIRED).setUsername(username).setPassword(password);
    }

    /// Without the password: it may end up in a log.
    @Override
    public String toString() {
        return "%s:%d".formatted(host, port);
    }
}
