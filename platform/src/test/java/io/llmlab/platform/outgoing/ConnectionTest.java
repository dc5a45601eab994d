package io.llmlab.platform.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the guard says, as the HTTP client takes it, with real servers at two addresses of this machine:
/// 127.0.0.2 stands for the internet, 127.0.0.1 for what must not be reached.
class ConnectionTest {

    private static final Settings SETTINGS = Settings.SERVER.internal("127.0.0.2");

    private final Vertx vertx = Vertx.vertx();
    private final List<String> called = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        Futures.of(vertx.close());
    }

    @Test
    void connectsToTheAddressThatWasCheckedThoughTheNameMeansAnotherByThen() {
        var port = listen("127.0.0.2", 0, new HttpServerOptions());
        listen("127.0.0.1", port, new HttpServerOptions());
        var names = new Names().answer("turning.test", "127.0.0.2").answer("turning.test", "127.0.0.1");
        var guard = new OutgoingGuard(SETTINGS, names);
        var url = "http://turning.test:%d/".formatted(port);

        assertThat(get(guard, url, new HttpClientOptions())).isEqualTo(200);

        assertThat(called).containsExactly("127.0.0.2 for turning.test:%d".formatted(port));
        assertThat(names.asked()).isEqualTo(1);
        assertThatThrownBy(() -> get(guard, url, new HttpClientOptions())).isInstanceOf(RefusedDestination.class);
        assertThat(called).hasSize(1);
    }

    @Test
    void checksTheCertificateByTheNameAndNotByTheAddress() throws IOException, InterruptedException {
        var store = Certificates.of("receiver.test", folder);
        var port = listen("127.0.0.2", 0, new HttpServerOptions().setSsl(true).setKeyCertOptions(store));
        var names = new Names().answer("receiver.test", "127.0.0.2").answer("other.test", "127.0.0.2");
        var guard = new OutgoingGuard(SETTINGS, names);
        var trusting = new HttpClientOptions().setTrustOptions(store);

        assertThat(get(guard, "https://receiver.test:%d/".formatted(port), trusting))
                .isEqualTo(200);
        assertThatThrownBy(() -> get(guard, "https://other.test:%d/".formatted(port), trusting))
                .hasStackTraceContaining("No subject alternative DNS name matching other.test");
        assertThat(called).containsExactly("127.0.0.2 for receiver.test:%d".formatted(port));
    }

    private int listen(String address, int port, HttpServerOptions options) {
        var server = vertx.createHttpServer(options).requestHandler(request -> {
            called.add("%s for %s".formatted(address, request.getHeader("Host")));
            request.response().end();
        });
        return Futures.of(server.listen(port, address)).actualPort();
    }

    private int get(OutgoingGuard guard, String url, HttpClientOptions options) {
        var client = vertx.createHttpClient(options);
        var route = Futures.of(guard.routeOf(url));
        return Futures.of(client.request(route.applyTo(new RequestOptions().setAbsoluteURI(url)))
                        .compose(HttpClientRequest::send))
                .statusCode();
    }
}
