package io.llmlab.platform.outgoing;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// An HTTP proxy (RFC 9110, 9.3.6): leads every tunnel to one server, whatever name it is asked for, and answers what
/// it is asked in plain itself. It keeps who asked for what.
final class ForwardProxy {

    /// @param authorization as the header says it; empty without one
    record Asked(String method, String target, String authorization) {}

    private final Vertx vertx;
    private final int server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final int port;

    /// @param server its port at 127.0.0.1
    ForwardProxy(Vertx vertx, int server) {
        this.vertx = vertx;
        this.server = server;
        this.port = Futures.of(
                        vertx.createHttpServer().requestHandler(this::serve).listen(0, "127.0.0.1"))
                .actualPort();
    }

    int port() {
        return port;
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    private void serve(HttpServerRequest request) {
        var authorization = request.getHeader("Proxy-Authorization");
        asked.add(new Asked(request.method().name(), request.uri(), authorization == null ? "" : authorization));
        if (request.method().equals(HttpMethod.CONNECT)) {
            vertx.createNetClient()
                    .connect(server, "127.0.0.1")
                    .onSuccess(there -> request.toNetSocket().onSuccess(here -> join(here, there)));
        } else {
            request.response().setStatusCode(204).end();
        }
    }

    private static void join(NetSocket here, NetSocket there) {
        here.handler(there::write).closeHandler(_ -> there.close());
        there.handler(here::write).closeHandler(_ -> here.close());
    }
}
