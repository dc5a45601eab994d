package io.llmlab.platform.retention;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/// One kind of things that are forgotten when they are old.
public interface Kind {

    /// What people call it.
    String name();

    /// Where it lies.
    String table();

    /// How long it is kept.
    Duration kept();

    /// How much is older than that now; counts no more than a bounded number of rows.
    Uni<Amount> old();

    /// Forgets a bounded part of it, in short transactions. Who does this at the same time steps over what the other
    /// one
    /// forgets.
    Uni<Amount> forget();
}
