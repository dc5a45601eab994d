package io.llmlab.alert.notify.console;

import io.llmlab.alert.notify.Channel;
import io.llmlab.alert.notify.ChannelType;
import io.llmlab.alert.notify.Dispatch;
import io.llmlab.alert.notify.Message;
import io.llmlab.alert.notify.Outcome;
import io.llmlab.alert.notify.Texts;
import io.llmlab.alert.notify.template.Escape;
import io.llmlab.alert.notify.template.Templates;
import io.quarkus.logging.Log;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Writes one line to the log.
@RegisterForReflection(ignoreNested = false)
@ApplicationScoped
class ConsoleChannel implements Channel<ConsoleChannel.Config> {

    enum LogLevel {
        DEBUG,
        INFO,
        WARNING,
        ERROR
    }

    /// @param logLevel null: warning
    /// @param template of the line
    record Config(@Nullable LogLevel logLevel, @Nullable String template) {}

    private final Templates templates;

    ConsoleChannel(Templates templates) {
        this.templates = templates;
    }

    @Override
    public ChannelType type() {
        return ChannelType.CONSOLE;
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public void check(Config config) {
        templates.check(config.template(), "/template", Escape.NONE);
    }

    @Override
    public Optional<String> missing(Config config) {
        return Optional.empty();
    }

    @Override
    public Uni<Outcome> send(Config config, Dispatch dispatch) {
        Log.log(level(config), line(config, dispatch.message()));
        return Uni.createFrom().item(new Outcome.Sent("logged"));
    }

    private String line(Config config, Message message) {
        return Texts.oneLine(
                templates.render(config.template(), Escape.NONE, message).orElseGet(() -> builtIn(message)));
    }

    private static String builtIn(Message message) {
        var texts = message.items().stream().map(Message.Item::text).collect(Collectors.joining("; "));
        return "%s %s".formatted(message.subject(), texts);
    }

    private static Logger.Level level(Config config) {
        return switch (config.logLevel()) {
            case DEBUG -> Logger.Level.DEBUG;
            case INFO -> Logger.Level.INFO;
            case ERROR -> Logger.Level.ERROR;
            case WARNING -> Logger.Level.WARN;
            case null -> Logger.Level.WARN;
        };
    }
}
