package io.llmlab.platform.trust;

import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import java.util.Optional;

/// Who is behind the request that is worked on: the name of its API key, as the gateway says. It drops the
/// header of clients, and a service that others reach takes requests with the service token only.
public final class Actor {

    /// The header in which the gateway names them: printable ASCII.
    public static final String HEADER = "X-LLMLab-Actor";

    private static final String LOCAL = Actor.class.getName();

    private Actor() {}

    /// Nobody where the request came without a key, or there is no request.
    public static Optional<String> current() {
        return VertxContext.isOnDuplicatedContext() ? ContextLocals.get(LOCAL) : Optional.empty();
    }

    /// The name, or what is given where there is none.
    public static String or(String nobody) {
        return current().orElse(nobody);
    }

    /// Says for the rest of the request who is behind it.
    public static void actAs(String name) {
        if (VertxContext.isOnDuplicatedContext()) {
            ContextLocals.put(LOCAL, name);
        }
    }
}
