package io.llmlab.platform.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmlab.platform.outgoing.ForwardProxy.Asked;
import io.llmlab.platform.outgoing.Settings.Leading;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls through a real proxy to a server whose certificate no public authority signed, by a name that only the proxy
/// knows.
class ProxiedConnectionTest {

    private static final String URL = "https://models.test/v1";

    private final Vertx vertx = Vertx.vertx();
    private final Names names = new Names().answer("inside.test", "10.1.2.3");
    private final List<String> served = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder = Path.of("");

    private PfxOptions key = new PfxOptions();
    private ForwardProxy proxy;

    @BeforeEach
    void start() throws Exception {
        key = Certificates.of("models.test", folder);
        var options = new HttpServerOptions().setSsl(true).setKeyCertOptions(key);
        var server = vertx.createHttpServer(options).requestHandler(request -> {
            served.add(request.getHeader("Host") + request.uri());
            request.response().end();
        });
        proxy = new ForwardProxy(
                vertx, Futures.of(server.listen(0, "127.0.0.1")).actualPort());
    }

    @AfterEach
    void close() {
        Futures.of(vertx.close());
    }

    @Test
    void tunnelsByNameAndBelievesTheAuthorityOfTheBundle() throws Exception {
        var guard = guard(Leading.by("http://ada:s%%40cret@127.0.0.1:%d".formatted(proxy.port()))
                .believing(Certificates.bundle(key, folder)));

        assertThat(get(guard, URL)).isEqualTo(200);

        // "ada:s@cret" in Base64
        assertThat(proxy.asked()).containsExactly(new Asked("CONNECT", "models.test:443", "Basic YWRhOnNAY3JldA=="));
        assertThat(served).containsExactly("models.test/v1");
    }

    @Test
    void believesNoAuthorityThatNobodyNamed() {
        assertThatThrownBy(() -> get(guard(leading()), URL))
                .hasStackTraceContaining("unable to find valid certification path");
        assertThat(served).isEmpty();
    }

    @Test
    void asksForPlainHttpWithoutATunnel() {
        assertThat(get(guard(leading()), "http://models.test/v1")).isEqualTo(204);

        assertThat(proxy.asked()).containsExactly(new Asked("GET", "http://models.test/v1", ""));
    }

    @Test
    void refusesThroughAProxyWhatItRefusesWithoutOneAsFarAsItCanKnow() {
        var server = Settings.SERVER.leading(leading());

        for (var url : List.of(
                "https://10.1.2.3/", "https://inside.test/", "http://169.254.169.254/", "https://2130706433/")) {
            assertRefused(server, url);
        }
        assertRefused(server.denied("*.test"), URL);
        assertRefused(server.only("other.test"), URL);
        // Which addresses an unknown name has, nobody here can say.
        assertRefused(server.only("93.184.215.0/24"), URL);
        assertThat(Futures.of(new OutgoingGuard(server, names).routeOf(URL))).isInstanceOf(Route.Proxied.class);
        assertThat(proxy.asked()).isEmpty();
    }

    @Test
    void saysThatABundleHoldsNoCertificates() {
        assertThatThrownBy(() -> guard(leading().believing(folder.resolve("absent.pem"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("EXTRA_CA_BUNDLE")
                .hasMessageContaining("absent.pem");
    }

    private Leading leading() {
        return Leading.by("127.0.0.1:" + proxy.port());
    }

    private OutgoingGuard guard(Leading leading) {
        return new OutgoingGuard(Settings.SERVER.leading(leading), names);
    }

    private void assertRefused(Settings settings, String url) {
        assertThatThrownBy(() -> Futures.of(new OutgoingGuard(settings, names).routeOf(url)))
                .as(url)
                .isInstanceOf(RefusedDestination.class);
    }

    private int get(OutgoingGuard guard, String url) {
        var client = vertx.createHttpClient(guard.trusting(new HttpClientOptions()));
        var options = Futures.of(guard.routeOf(url)).applyTo(new RequestOptions().setAbsoluteURI(url));
        return Futures.of(client.request(options).compose(HttpClientRequest::send))
                .statusCode();
    }
}
