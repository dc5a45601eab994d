package io.llmlab.platform.outgoing;

import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.util.List;

/// Looks up the addresses of a name.
@FunctionalInterface
interface HostResolver {

    /// At least one; fails with [UnresolvedName] where there is none.
    Uni<List<InetAddress>> resolve(String name);
}
