package io.llmlab.platform.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmlab.platform.outgoing.Settings.Leading;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.net.ProxyOptions;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {

    /// As curl 8 decides, but for the last lines.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            example.org             | https://example.org/             | direct
            example.org             | https://EXAMPLE.org./            | direct
            .example.org            | https://example.org/             | direct
            example.org             | https://a.b.example.org:8443/    | direct
            example.org             | https://badexample.org/          | proxied
            example.org             | https://example.org.evil.test/   | proxied
            a.test, b.test  c.test  | http://c.test/                   | direct
            *                       | https://any.test/                | direct
            *.example.org           | https://a.example.org/           | proxied
            192.168.0.0/16          | http://192.168.7.7/              | direct
            192.168.0.0/16          | http://192.169.7.7/              | proxied
            192.168.7.7             | http://192.168.7.7:8080/         | direct
            68.7.7                  | http://192.168.7.7/              | proxied
            fd00::/8                | http://[fd12::1]/                | direct
            10.0.0.0/8              | https://example.org/             | proxied
            ''                      | https://example.org/             | proxied
            none.test,.             | https://example.org/             | proxied
            ..                      | https://example.org/             | proxied
            none.test               | http://127.0.0.1:11434/          | direct
            none.test               | http://[::1]/                    | direct
            none.test               | http://localhost/                | direct
            """)
    void callsDirectlyWhatIsNamed(String exceptions, String url, String way) {
        var proxies = proxies(Leading.by("http://proxy.test:3128").but(exceptions));

        assertThat(proxies.of(Place.of(url)).isPresent()).as(url).isEqualTo(way.equals("proxied"));
    }

    @Test
    void takesEachSchemesOwnProxy() {
        var proxies = proxies(new Leading(
                Optional.of("plain.test"), Optional.of("http://[fd00::7]:3128/"), Optional.empty(), Optional.empty()));

        assertThat(proxies.of(Place.of("http://a.test/")).map(ProxiesTest::address))
                .contains("plain.test:1080");
        assertThat(proxies.of(Place.of("https://a.test/")).map(ProxiesTest::address))
                .contains("fd00::7:3128");
    }

    @ParameterizedTest
    @CsvSource({
        "https://u:s3cret@proxy.test, https://***@proxy.test",
        "socks5://u:s3cret@proxy.test:1080/, socks5://***@proxy.test:1080/",
        "http://u:s3cret@pro xy, http://***@pro xy",
        "u:s3c@ret@proxy.test:port, ***@proxy.test:***",
        "http://u:s3cret, http://u:***",
        "http://proxy.test:99999, http://proxy.test:99999",
        "http://, http://",
    })
    void refusesOtherProxiesWithoutRepeatingAPassword(String proxy, String shown) {
        assertThatThrownBy(() ->
                        proxies(new Leading(Optional.empty(), Optional.of(proxy), Optional.empty(), Optional.empty())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessage("HTTPS_PROXY: %s is no proxy that is spoken to here: %s"
                        .formatted(shown, "http://[user:password@]host[:port] is"));
    }

    @Test
    void namesTheVariableThatIsWrong() {
        assertThatThrownBy(() -> proxies(new Leading(
                        Optional.of("ftp://a"), Optional.of("http://b"), Optional.empty(), Optional.empty())))
                .hasMessageStartingWith("HTTP_PROXY: ftp://a ");
        assertThatThrownBy(() -> Proxies.of(config(Map.of("ALL_PROXY", "ftp://a"))))
                .hasMessageStartingWith("ALL_PROXY: ftp://a ");
    }

    @Test
    void takesAnEmptyVariableForNone() throws IOException {
        var config = config(Map.of(
                "HTTPS_PROXY", "",
                "HTTP_PROXY", "",
                "ALL_PROXY", "http://all.test:3",
                "NO_PROXY", "",
                "EXTRA_CA_BUNDLE", "",
                "LLMLAB_OUTGOING_ONLY_HOSTS", ""));

        var proxies = Proxies.of(config);
        assertThat(proxies.of(Place.of("https://a.test/")).map(ProxiesTest::address))
                .contains("all.test:3");
        assertThat(proxies.of(Place.of("http://a.test/")).map(ProxiesTest::address))
                .contains("all.test:3");
        assertThat(config.noProxy()).isEmpty();
        assertThat(config.caBundle()).isEmpty();
        assertThat(config.onlyHosts()).isEmpty();
    }

    @Test
    void readsTheVariablesThatCurlReadsThoseInSmallLettersFirst() throws IOException {
        var config = config(Map.of(
                "https_proxy", "http://small.test:1",
                "HTTPS_PROXY", "http://large.test:2",
                "ALL_PROXY", "http://all.test:3",
                "NO_PROXY", "example.org",
                "EXTRA_CA_BUNDLE", "/etc/ca.pem"));

        assertThat(config.httpsProxy()).contains("http://small.test:1");
        assertThat(Proxies.of(config).of(Place.of("http://a.test/")).map(ProxiesTest::address))
                .contains("all.test:3");
        assertThat(config.noProxy()).contains("example.org");
        assertThat(config.caBundle()).hasToString("Optional[/etc/ca.pem]");
    }

    @Test
    void callsDirectlyWhereNoVariableSaysOtherwise() throws IOException {
        var config = config(Map.of("HTTPS_PROXY", ""));

        assertThat(Proxies.of(config).of(Place.of("https://example.org/"))).isEmpty();
        assertThat(config.caBundle()).isEmpty();
    }

    private static Proxies proxies(Leading leading) {
        return Proxies.of(Settings.SERVER.leading(leading));
    }

    private static String address(ProxyOptions proxy) {
        return proxy.getHost() + ":" + proxy.getPort();
    }

    private static OutgoingConfig config(Map<String, String> environment) throws IOException {
        var defaults = ProxiesTest.class.getResource("/META-INF/microprofile-config.properties");
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(defaults), new EnvConfigSource(environment, 300))
                .withMapping(OutgoingConfig.class)
                .withValidateUnknown(false)
                .build()
                .getConfigMapping(OutgoingConfig.class);
    }
}
