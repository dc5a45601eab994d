package io.llmlab.alert.notify.email;

import io.llmlab.platform.outgoing.OutgoingGuard;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.VertxWrapper;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;

/// Makes clients that connect to where the guard lets them. The mail client takes its connections from here
/// and has no other way to be told an address beside a name.
final class GuardedVertx extends VertxWrapper {

    private final OutgoingGuard guard;

    GuardedVertx(Vertx vertx, OutgoingGuard guard) {
        super((VertxInternal) vertx);
        this.guard = guard;
    }

    @Override
    public NetClient createNetClient(NetClientOptions options) {
        return new GuardedNetClient(super.createNetClient(guard.trusting(options)), guard);
    }
}
