package io.llmlab.alert.notify.email;

import io.llmlab.alert.notify.Channel;
import io.llmlab.alert.notify.ChannelType;
import io.llmlab.alert.notify.Destination;
import io.llmlab.alert.notify.Dispatch;
import io.llmlab.alert.notify.Outcome;
import io.llmlab.alert.notify.Texts;
import io.llmlab.platform.outgoing.RefusedDestination;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.mail.SMTPException;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Sends text and HTML. The Message-ID is made of the delivery's key, so that mail servers and readers recognise
/// a repeat.
@ApplicationScoped
class EmailChannel implements Channel<EmailConfig> {

    private final Post post;
    private final EmailWriter writer;
    private final EmailDefaults defaults;
    private final Vertx vertx;

    EmailChannel(Post post, EmailWriter writer, EmailDefaults defaults, Vertx vertx) {
        this.post = post;
        this.writer = writer;
        this.defaults = defaults;
        this.vertx = vertx;
    }

    @Override
    public ChannelType type() {
        return ChannelType.EMAIL;
    }

    @Override
    public Class<EmailConfig> configType() {
        return EmailConfig.class;
    }

    @Override
    public Set<String> secrets() {
        return Set.of("password");
    }

    @Override
    public void check(EmailConfig config) {
        writer.check(config);
    }

    @Override
    public List<Destination> destinations(EmailConfig config) {
        if (config.smtpServer() == null) {
            return List.of();
        }
        var server = SmtpServer.of(config);
        return List.of(new Destination.Server("/smtp_server", server.host(), server.port()));
    }

    @Override
    public Optional<String> missing(EmailConfig config) {
        if (config.smtpServer() == null && defaults.server().isEmpty()) {
            return Optional.of("neither smtp_server nor SMTP_SERVER is set");
        }
        if (from(config) == null) {
            return Optional.of("neither from_email nor ALERT_EMAIL_FROM is set");
        }
        return to(config).isEmpty() ? Optional.of("neither to_emails nor ALERT_EMAIL_TO is set") : Optional.empty();
    }

    @Override
    public Uni<Outcome> send(EmailConfig config, Dispatch dispatch) {
        return vertx.executeBlocking(() -> writer.write(config, dispatch.message()), false)
                .chain(text -> send(config, letter(config, dispatch.key(), text)))
                .onFailure()
                .recoverWithItem(EmailChannel::judge);
    }

    private Letter letter(EmailConfig config, String key, EmailText text) {
        return new Letter(String.valueOf(from(config)), to(config), key, text);
    }

    private Uni<Outcome> send(EmailConfig config, Letter letter) {
        var sent = config.smtpServer() == null ? post.send(letter) : post.send(SmtpServer.of(config), letter);
        return sent.replaceWith(() -> new Outcome.Sent("accepted for " + String.join(", ", letter.to())));
    }

    /// RFC 5321, 4.2.1: a reply that begins with 5 is a permanent refusal, one with 4 a transient one.
    private static Outcome judge(Throwable failure) {
        var answer = Texts.oneLine(String.valueOf(failure.getMessage()));
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SMTPException said) {
                return judge(said, answer);
            }
            if (cause instanceof RefusedDestination refused) {
                return new Outcome.Refused(refused.reason());
            }
        }
        return new Outcome.Delayed(answer, null);
    }

    private static Outcome judge(SMTPException said, String answer) {
        var reply = new Outcome.Reply(said.getReplyCode(), String.join("\n", said.getReplyMessages()));
        return said.isPermanent() ? new Outcome.Refused(answer, reply) : new Outcome.Delayed(answer, null, reply);
    }

    private @Nullable String from(EmailConfig config) {
        return config.fromEmail() != null ? config.fromEmail() : defaults.from().orElse(null);
    }

    private List<String> to(EmailConfig config) {
        return config.receivers().isEmpty()
                ? defaults.to().orElse(List.of()).stream().map(String::strip).toList()
                : config.receivers();
    }
}
