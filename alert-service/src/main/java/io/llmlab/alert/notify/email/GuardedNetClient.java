package io.llmlab.alert.notify.email;

import io.llmlab.platform.outgoing.OutgoingGuard;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/// Connects to the address that the guard has checked. TLS goes on checking the certificate by the name,
/// which that address knows.
final class GuardedNetClient implements NetClient {

    private final NetClient client;
    private final OutgoingGuard guard;

    GuardedNetClient(NetClient client, OutgoingGuard guard) {
        this.client = client;
        this.guard = guard;
    }

    @Override
    public Future<NetSocket> connect(int port, String host) {
        return checked(host, port).compose(client::connect);
    }

    @Override
    public Future<NetSocket> connect(int port, String host, String serverName) {
        return checked(host, port).compose(address -> client.connect(address, serverName));
    }

    @Override
    public Future<NetSocket> connect(SocketAddress address) {
        return connect(address.port(), address.host());
    }

    @Override
    public Future<NetSocket> connect(SocketAddress address, String serverName) {
        return connect(address.port(), address.host(), serverName);
    }

    @Override
    public NetClient connect(int port, String host, Handler<AsyncResult<NetSocket>> handler) {
        connect(port, host).onComplete(handler);
        return this;
    }

    @Override
    public NetClient connect(int port, String host, String serverName, Handler<AsyncResult<NetSocket>> handler) {
        connect(port, host, serverName).onComplete(handler);
        return this;
    }

    @Override
    public NetClient connect(SocketAddress address, Handler<AsyncResult<NetSocket>> handler) {
        connect(address).onComplete(handler);
        return this;
    }

    @Override
    public NetClient connect(SocketAddress address, String serverName, Handler<AsyncResult<NetSocket>> handler) {
        connect(address, serverName).onComplete(handler);
        return this;
    }

    @Override
    public void close(@Nullable Handler<AsyncResult<Void>> handler) {
        client.close(handler);
    }

    @Override
    public Future<Void> close() {
        return client.close();
    }

    @Override
    public Future<Boolean> updateSSLOptions(SSLOptions options, boolean force) {
        return client.updateSSLOptions(options, force);
    }

    @Override
    public boolean isMetricsEnabled() {
        return client.isMetricsEnabled();
    }

    private Future<SocketAddress> checked(String host, int port) {
        return Future.fromCompletionStage(guard.addressOf(host, port).subscribeAsCompletionStage());
    }
}
