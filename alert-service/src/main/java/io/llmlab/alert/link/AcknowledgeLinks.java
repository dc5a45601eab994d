package io.llmlab.alert.link;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Makes and reads the links by which people acknowledge alerts without a login.
@ApplicationScoped
public class AcknowledgeLinks {

    /// Where the page is, before the signed text.
    public static final String PATH = "/acknowledge/";

    private final LinkConfig links;
    private final LinkKeyConfig config;
    private final LinkKeys keys;
    private final Clock clock;

    AcknowledgeLinks(LinkConfig links, LinkKeyConfig config, LinkKeys keys, Clock clock) {
        this.links = links;
        this.config = config;
        this.keys = keys;
        this.clock = clock;
    }

    /// What a text turned out to be.
    public sealed interface Reading {

        record Genuine(AcknowledgeLink link) implements Reading {}

        /// It was one.
        record Expired(AcknowledgeLink link) implements Reading {}

        /// Nobody here has signed it, or nobody any more.
        record Unknown() implements Reading {}
    }

    /// The same for the same message, on every attempt to send it.
    ///
    /// @param alerts that it is about
    /// @param sentAt when the message was made
    /// @return empty where nobody said what links begin with, or where there is no alert
    public Uni<Optional<String>> to(List<Long> alerts, String channel, Instant sentAt) {
        if (alerts.isEmpty() || links.publicUrl().isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        var link = new AcknowledgeLink(alerts, channel, sentAt.plus(config.validFor()));
        return keys.signer().map(key -> links.to(PATH + LinkSignature.of(link, key)));
    }

    public Uni<Reading> read(String text) {
        return keys.all()
                .map(all -> LinkSignature.read(text, all).map(this::judge).orElseGet(Reading.Unknown::new));
    }

    private Reading judge(AcknowledgeLink link) {
        return clock.instant().isBefore(link.until()) ? new Reading.Genuine(link) : new Reading.Expired(link);
    }
}
