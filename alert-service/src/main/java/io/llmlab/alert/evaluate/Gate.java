package io.llmlab.alert.evaluate;

import io.smallrye.mutiny.Uni;

/// One reason why a candidate may not become an alert. All gates are asked, one after the other, until one is shut; a
/// further one (a silence, an inhibition, a mute time) is a further bean.
interface Gate {

    /// Within the transaction of the event.
    Uni<Passage> ask(Candidate candidate);
}
