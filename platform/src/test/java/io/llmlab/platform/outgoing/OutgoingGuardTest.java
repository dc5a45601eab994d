package io.llmlab.platform.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingGuardTest {

    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    private static final String PUBLIC = "93.184.215.14";

    private final Names names = new Names().answer("receiver.example.org", PUBLIC);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://127.0.0.1/                   | is a loopback address
            http://127.0.0.1.:8080/             | is a loopback address
            https://10.1.2.3/                   | is a private address
            http://[::1]:9000/                  | is a loopback address
            http://[::ffff:169.254.169.254]/    | is the address of a cloud's metadata
            http://[64:ff9b::10.0.0.1]/         | is a private address
            http://[fe80::1%25eth0]/            | names a zone
            http://0.0.0.0/                     | is no address of a host
            http://2130706433/                  | no usual spelling
            http://0x7f000001/                  | no usual spelling
            http://0177.0.0.1/                  | no usual spelling
            http://127.1/                       | no usual spelling
            http://127.0.0.0x1/                 | no usual spelling
            http://256.1.1.1/                   | no usual spelling
            ftp://receiver.example.org/         | ftp is not called from here, only http and https
            file:///etc/passwd                  | is no URL with a scheme and a host
            gopher://127.0.0.1/                 | gopher is not called
            //receiver.example.org/             | is no URL with a scheme and a host
            http://１２７.0.0.1/                 | is no URL with a scheme and a host
            """)
    void refusesOnAServerWhatIsNotTheInternets(String url, String reason) {
        assertThatThrownBy(() -> addressOf(Settings.SERVER, url))
                .isInstanceOf(RefusedDestination.class)
                .hasMessageContaining(reason);
    }

    @Test
    void takesANameWhoseAddressIsOfTheInternetAndConnectsToThatAddress() {
        var address = addressOf(Settings.SERVER, "https://Receiver.Example.org./hook");

        assertThat(address.host()).isEqualTo("receiver.example.org");
        assertThat(address.hostAddress()).isEqualTo(PUBLIC);
        assertThat(address.port()).isEqualTo(443);
        assertThat(addressOf(Settings.SERVER, "http://receiver.example.org:8080/")
                        .port())
                .isEqualTo(8080);
    }

    @Test
    void readsTheNameOfAContainer() {
        names.answer("model_server", "172.18.0.2");

        assertThat(addressOf(Settings.LAPTOP, "http://model_server:8080/v1").port())
                .isEqualTo(8080);
        assertThatThrownBy(() -> addressOf(Settings.SERVER, "http://model_server/"))
                .hasMessageContaining("leads to a private address");
    }

    @Test
    void refusesANameThatLeadsInsideAndDoesNotSayWhere() {
        names.answer("inside.example.org", "10.7.7.7").answer("half.example.org", PUBLIC, "127.0.0.1");

        assertThatThrownBy(() -> addressOf(Settings.SERVER, "http://inside.example.org/"))
                .isInstanceOf(RefusedDestination.class)
                .hasMessageContaining("leads to a private address")
                .hasMessageNotContaining("10.7.7.7");
        assertThatThrownBy(() -> addressOf(Settings.SERVER, "http://half.example.org/"))
                .hasMessageContaining("leads to a loopback address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:9/", "http://[::1]/", "http://192.168.0.1/", "http://169.254.1.1/"})
    void callsOnALaptopWhatIsThere(String url) {
        assertThat(addressOf(Settings.LAPTOP, url).hostAddress()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/"})
    void refusesACloudsMetadataOnALaptopToo(String url) {
        assertThatThrownBy(() -> addressOf(Settings.LAPTOP, url)).isInstanceOf(RefusedDestination.class);
    }

    @Test
    void callsWhatStandsInsideOnPurpose() {
        names.answer("receiver.monitoring.svc", "10.96.0.7").answer("other.svc", "10.97.0.7");
        var settings = Settings.SERVER.internal("*.monitoring.svc", "192.168.7.0/24", "::1");

        assertThat(addressOf(settings, "http://receiver.monitoring.svc/").hostAddress())
                .isEqualTo("10.96.0.7");
        assertThat(addressOf(settings, "http://192.168.7.9/").hostAddress()).isEqualTo("192.168.7.9");
        assertThat(addressOf(settings, "http://[::1]/").hostAddress()).isNotNull();
        assertThatThrownBy(() -> addressOf(settings, "http://other.svc/")).isInstanceOf(RefusedDestination.class);
        assertThatThrownBy(() -> addressOf(settings, "http://192.168.8.9/")).isInstanceOf(RefusedDestination.class);
        assertThatThrownBy(() -> addressOf(settings, "http://monitoring.svc/")).isInstanceOf(UnresolvedName.class);
    }

    @Test
    void callsNothingButWhatIsNamedAndNeverWhatIsDenied() {
        names.answer("hooks.slack.com", PUBLIC).answer("evil.slack.com", PUBLIC);
        var settings = Settings.SERVER.only("*.slack.com").denied("evil.slack.com", "93.184.0.0/17");

        assertThatThrownBy(() -> addressOf(settings, "https://receiver.example.org/"))
                .hasMessageContaining("none of the hosts");
        assertThatThrownBy(() -> addressOf(settings, "https://evil.slack.com/")).hasMessageContaining("denied-hosts");
        assertThat(addressOf(settings, "https://hooks.slack.com/").hostAddress())
                .isEqualTo(PUBLIC);
        assertThatThrownBy(() -> addressOf(Settings.SERVER.denied("93.184.215.0/24"), "https://receiver.example.org/"))
                .hasMessageContaining("denied-hosts");
        assertThatThrownBy(() -> addressOf(Settings.SERVER.speaking("https"), "http://receiver.example.org/"))
                .hasMessageContaining("only https");
    }

    @Test
    void checksBeforeANameIsKnownWhatCanBeChecked() {
        var guard = new OutgoingGuard(Settings.SERVER, names);

        guard.check("http://not.yet.example.org/").await().atMost(AT_ONCE);
        guard.check("receiver.example.org", 587).await().atMost(AT_ONCE);
        assertThatThrownBy(() -> guard.check("127.0.0.1", 25).await().atMost(AT_ONCE))
                .isInstanceOf(RefusedDestination.class);
        assertThatThrownBy(() ->
                        guard.routeOf("http://not.yet.example.org/").await().atMost(AT_ONCE))
                .isInstanceOf(UnresolvedName.class);
    }

    @Test
    void asksNoNameServerBeforeTheCallWhereAddressesDoNotMatter() {
        var guard = new OutgoingGuard(Settings.LAPTOP.denied("evil.example.org"), names);

        guard.check("http://receiver.example.org/").await().atMost(AT_ONCE);
        assertThatThrownBy(() -> guard.check("http://evil.example.org/").await().atMost(AT_ONCE))
                .isInstanceOf(RefusedDestination.class);
        assertThatThrownBy(() -> guard.check("http://169.254.169.254/").await().atMost(AT_ONCE))
                .isInstanceOf(RefusedDestination.class);
        assertThat(names.asked()).isZero();
    }

    @Test
    void saysWhichSettingNamesNoHost() {
        assertThatThrownBy(() -> new OutgoingGuard(Settings.SERVER.internal("10.0.0.0/33"), names))
                .hasMessageContaining("10.0.0.0/33");
    }

    private SocketAddress addressOf(Settings settings, String url) {
        var route = new OutgoingGuard(settings, names).routeOf(url).await().atMost(AT_ONCE);
        return ((Route.Direct) route).server();
    }
}
