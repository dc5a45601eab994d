package io.llmlab.alert.policy;

import io.smallrye.mutiny.Uni;

/// Where routes come from. Whoever changes one says so with [PolicyChanges].
public interface RouterSource {

    /// Within the caller's transaction. It is kept until the next edition.
    Uni<Router> router();
}
