package io.llmlab.alert.notify.email;

import static java.util.Objects.requireNonNull;

import io.llmlab.platform.outgoing.OutgoingGuard;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.mail.MailAttachment;
import io.vertx.ext.mail.MailMessage;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.mail.MailClient;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/// Hands letters to SMTP servers. To the server of the environment connections are kept; to one of a
/// channel's own a connection is made per letter: channels come and go, and letters are few. The guard looks
/// at these alone: who sets the environment may call what they like.
@ApplicationScoped
class Post {

    private final Vertx vertx;
    private final OutgoingGuard guard;
    private final @Nullable MailClient ofEnvironment;

    Post(Vertx vertx, EmailDefaults defaults, OutgoingGuard guard) {
        this.vertx = vertx;
        this.guard = guard;
        this.ofEnvironment = SmtpServer.of(defaults)
                .map(server -> MailClient.create(vertx, guard.trusting(server.settings())))
                .orElse(null);
    }

    /// By the server of the environment, which must be there.
    Uni<Void> send(Letter letter) {
        return requireNonNull(ofEnvironment, "the environment names no server")
                .sendMail(message(letter))
                .replaceWithVoid();
    }

    /// To where the guard lets it.
    Uni<Void> send(SmtpServer server, Letter letter) {
        var settings = server.settings().setMaxPoolSize(1).setKeepAlive(false);
        var client = MailClient.create(new Vertx(new GuardedVertx(vertx.getDelegate(), guard)), settings);
        return client.sendMail(message(letter))
                .replaceWithVoid()
                .onTermination()
                .call(client::close);
    }

    private static MailMessage message(Letter letter) {
        var message = new MailMessage()
                .setFrom(letter.from())
                .setTo(letter.to())
                .setSubject(letter.text().subject())
                .setText(letter.text().text())
                .setHtml(letter.text().html());
        if (letter.text().picture() != null) {
            message.setInlineAttachment(shown(letter.text().picture()));
        }
        return message.setHeaders(HttpHeaders.headers().add("Message-ID", letter.messageId()));
    }

    private static MailAttachment shown(Picture picture) {
        return MailAttachment.create()
                .setContentType("image/png")
                .setName(Picture.ID + ".png")
                .setDisposition("inline")
                .setContentId("<%s>".formatted(Picture.ID))
                .setData(Buffer.buffer(picture.png()));
    }
}
