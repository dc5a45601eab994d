package io.llmlab.platform.outgoing;

import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.SocketAddress;

/// How a URL is called that the guard lets pass.
public sealed interface Route {

    /// @return the same options, which lead where the guard said
    RequestOptions applyTo(RequestOptions options);

    /// Connects to an address that was checked, whatever the URL's name means by then.
    record Direct(SocketAddress server) implements Route {
        @Override
        public RequestOptions applyTo(RequestOptions options) {
            return options.setServer(server);
        }
    }

    /// Asks a proxy to connect. It gets the name, as its own rules are about names, and looks it up itself.
    record Proxied(ProxyOptions proxy) implements Route {
        @Override
        public RequestOptions applyTo(RequestOptions options) {
            return options.setProxyOptions(proxy);
        }
    }
}
