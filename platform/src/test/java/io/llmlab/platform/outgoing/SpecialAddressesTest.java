package io.llmlab.platform.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecialAddressesTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, LOOPBACK",
        "127.255.255.254, LOOPBACK",
        "::1, LOOPBACK",
        "10.0.0.1, PRIVATE",
        "10.255.255.255, PRIVATE",
        "172.16.0.1, PRIVATE",
        "172.31.255.255, PRIVATE",
        "192.168.1.1, PRIVATE",
        "fc00::1, PRIVATE",
        "fdff:ffff::1, PRIVATE",
        "fec0::1, PRIVATE",
        "64:ff9b:1::10, PRIVATE",
        "100.64.0.1, SHARED",
        "100.127.255.255, SHARED",
        "169.254.1.1, LINK_LOCAL",
        "fe80::1, LINK_LOCAL",
        "febf::1, LINK_LOCAL",
        "169.254.169.254, METADATA",
        "169.254.170.2, METADATA",
        "168.63.129.16, METADATA",
        "100.100.100.200, METADATA",
        "fd00:ec2::254, METADATA",
        "fd20:ce::254, METADATA",
        "224.0.0.1, MULTICAST",
        "239.255.255.255, MULTICAST",
        "ff02::1, MULTICAST",
        "0.0.0.0, UNSPECIFIED",
        "0.1.2.3, UNSPECIFIED",
        "::, UNSPECIFIED",
        "192.0.0.8, RESERVED",
        "192.0.2.1, RESERVED",
        "198.18.0.1, RESERVED",
        "198.19.255.255, RESERVED",
        "203.0.113.7, RESERVED",
        "240.0.0.1, RESERVED",
        "255.255.255.255, RESERVED",
        "2001:db8::1, RESERVED",
        "2001:0:5ef5:79fb::1, RESERVED",
        "64:ff9b::127.0.0.1, LOOPBACK",
        "64:ff9b::10.1.2.3, PRIVATE",
        "64:ff9b::169.254.169.254, METADATA",
        "2002:7f00:1::1, LOOPBACK",
        "2002:a9fe:a9fe::, METADATA",
        "::7f00:1, LOOPBACK",
        "::192.168.0.1, PRIVATE",
    })
    void knowsWhatIsNotTheInternets(String address, AddressKind kind) {
        assertThat(SpecialAddresses.kindOf(InetAddress.ofLiteral(address))).contains(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2001:4860:4860::8888",
                "64:ff9b::8.8.8.8",
                "2002:808:808::1"
            })
    void leavesTheInternetsAlone(String address) {
        assertThat(SpecialAddresses.kindOf(InetAddress.ofLiteral(address))).isEmpty();
    }

    @Test
    void looksThroughAddressesThatAreMapped() throws UnknownHostException {
        var mapped = new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1};

        assertThat(SpecialAddresses.kindOf(InetAddress.getByAddress(mapped))).contains(AddressKind.PRIVATE);
        assertThat(SpecialAddresses.kindOf(InetAddress.ofLiteral("::ffff:127.0.0.1")))
                .contains(AddressKind.LOOPBACK);
    }
}
