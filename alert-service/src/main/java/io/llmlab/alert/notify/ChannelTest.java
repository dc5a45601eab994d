package io.llmlab.alert.notify;

import io.llmlab.alert.link.LinkConfig;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Sends a marked message right away, so that a person sees whether a channel works.
@ApplicationScoped
class ChannelTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ChannelRepository channels;
    private final ChannelCatalog catalog;
    private final LinkConfig links;
    private final Clock clock;

    /// @param outcome `sent`, `failed` or `skipped`
    /// @param answer what the receiver said, or why nothing was sent
    @Schema(name = "ChannelTestResult")
    record Result(String channel, boolean delivered, String outcome, String answer) {}

    ChannelTest(ChannelRepository channels, ChannelCatalog catalog, LinkConfig links, Clock clock) {
        this.channels = channels;
        this.catalog = catalog;
        this.links = links;
        this.clock = clock;
    }

    /// What is sent.
    enum Sample {
        /// A line that says that it is a test.
        PLAIN,

        /// What an alert with all that can be known would look like, by the channel's templates.
        ALERT
    }

    /// A test of a disabled channel is sent too: that is how one sees whether to enable it.
    Uni<Result> run(String name, Sample sample) {
        return Panache.withSession(() -> channels.require(name))
                .chain(channel -> send(channel, message(sample)).map(outcome -> result(channel, outcome)));
    }

    private Message message(Sample sample) {
        return switch (sample) {
            case PLAIN -> SampleMessages.test(clock.instant());
            case ALERT -> SampleMessages.preview(clock.instant(), links.to("/").orElse(null));
        };
    }

    private Uni<Outcome> send(NotificationChannel channel, Message message) {
        var dispatch = new Dispatch("msg_test_" + UUID.randomUUID().toString().replace("-", ""), message);
        return catalog.send(channel.type(), channel.config(), dispatch)
                .ifNoItem()
                .after(PATIENCE)
                .recoverWithItem(() -> new Outcome.Delayed("no answer within 10 seconds", null));
    }

    private Result result(NotificationChannel channel, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Sent sent -> new Result(channel.name(), true, "sent", sent.answer());
            case Outcome.Delayed delayed -> new Result(channel.name(), false, "failed", delayed.answer());
            case Outcome.Refused refused -> new Result(channel.name(), false, "failed", refused.answer());
            case Outcome.Skipped skipped ->
                new Result(
                        channel.name(),
                        false,
                        "skipped",
                        "%s: %s"
                                .formatted(
                                        skipped.answer(),
                                        catalog.missing(channel.type(), channel.config())
                                                .orElse("nothing is missing now")));
        };
    }
}
