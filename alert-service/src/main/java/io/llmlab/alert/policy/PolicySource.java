package io.llmlab.alert.policy;

import io.smallrye.mutiny.Uni;
import java.util.List;

/// Where policies of one kind come from. Whoever changes one says so with [PolicyChanges].
public interface PolicySource {

    /// Those that hold back something now or later, within the caller's transaction. They are kept until the next
    /// edition.
    Uni<List<Policy>> policies();
}
