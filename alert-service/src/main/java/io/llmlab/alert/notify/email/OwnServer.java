package io.llmlab.alert.notify.email;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.mail.MailClient;
import jakarta.enterprise.context.ApplicationScoped;

/// Sends by the SMTP server of a channel. A connection is made per letter: channels come and go, and letters are few.
@ApplicationScoped
class OwnServer {

    private static final int SUBMISSION_PORT = 587;
    private static final int TLS_PORT = 465;

    private final Vertx vertx;

    OwnServer(Vertx vertx) {
        this.vertx = vertx;
    }

    Uni<Void> send(EmailConfig config, Letter letter) {
        var client = MailClient.create(vertx, settings(config));
        return client.sendMail(message(letter))
                .replaceWithVoid()
                .onTermination()
                .call(client::close);
    }

    private static MailConfig settings(EmailConfig config) {
        var port = config.smtpPort() == null ? SUBMISSION_PORT : config.smtpPort();
        var settings = new MailConfig()
                .setHostname(config.smtpServer())
                .setPort(port)
                .setSsl(port == TLS_PORT)
                .setStarttls(StartTLSOptions.OPTIONAL)
                .setMaxPoolSize(1)
                .setKeepAlive(false);
        return config.username() == null
                ? settings.setLogin(LoginOption.DISABLED)
                : settings.setLogin(LoginOption.REQUIRED)
                        .setUsername(config.username())
                        .setPassword(config.password());
    }

    private static MailMessage message(Letter letter) {
        var message = new MailMessage()
                .setFrom(letter.from())
                .setTo(letter.to())
                .setSubject(letter.text().subject())
                .setText(letter.text().text())
                .setHtml(letter.text().html());
        return message.setHeaders(HttpHeaders.headers().add("Message-ID", letter.messageId()));
    }
}
