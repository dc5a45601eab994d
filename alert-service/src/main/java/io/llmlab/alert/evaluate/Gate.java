package io.llmlab.alert.evaluate;

import io.smallrye.mutiny.Uni;

/// One reason why a candidate may not become an alert. All gates are asked, one after the other, until one is
/// shut. What keeps people from being told of an alert that there is does not belong here.
interface Gate {

    /// Within the transaction of the event.
    Uni<Passage> ask(Candidate candidate);
}
