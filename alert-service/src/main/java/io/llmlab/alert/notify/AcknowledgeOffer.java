package io.llmlab.alert.notify;

import io.llmlab.alert.link.AcknowledgeLinks;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Gives a message on its way to a channel the link by which whoever reads it there acknowledges its alerts.
@ApplicationScoped
class AcknowledgeOffer {

    private final AcknowledgeLinks links;

    AcknowledgeOffer(AcknowledgeLinks links) {
        this.links = links;
    }

    /// The same where there is nothing to acknowledge. Never fails: news without a link are better than none.
    Uni<Dispatch> to(String channel, Dispatch dispatch) {
        var message = dispatch.message();
        if (message.test() || State.of(message) != State.FIRING) {
            return Uni.createFrom().item(dispatch);
        }
        return links.to(message.alerts(), channel, message.at())
                .onFailure()
                .invoke(failure -> Log.warnf("A message goes out without its link: %s", failure.toString()))
                .onFailure()
                .recoverWithItem(Optional.empty())
                .map(url -> url.map(message::acknowledgedBy)
                        .map(offered -> new Dispatch(dispatch.key(), offered))
                        .orElse(dispatch));
    }
}
