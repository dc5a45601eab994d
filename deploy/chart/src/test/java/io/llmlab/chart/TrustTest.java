package io.llmlab.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script that adds a company's authorities to those that Java knows, run as the init container runs it.
class TrustTest {

    @TempDir
    Path folder;

    @Test
    void eachAuthorityOfABundleIsTrustedBesideJavasOwn() throws Exception {
        var bundle = folder.resolve("ca.crt");
        Files.writeString(bundle, "# ours\n" + certificate("first") + certificate("second"));

        run("sh", Chart.FOLDER.resolve("files/trust.sh").toString());

        var store = KeyStore.getInstance("JKS");
        try (var stream = new ByteArrayInputStream(Files.readAllBytes(folder.resolve("cacerts")))) {
            store.load(stream, "changeit".toCharArray());
        }
        assertThat(Collections.list(store.aliases()))
                .contains("bundle-1", "bundle-2")
                .hasSizeGreaterThan(50);
    }

    private String certificate(String name) throws Exception {
        var store = folder.resolve(name + ".p12");
        run(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit");
        var keys = KeyStore.getInstance("PKCS12");
        try (var stream = Files.newInputStream(store)) {
            keys.load(stream, "changeit".toCharArray());
        }
        var encoded = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(keys.getCertificate(name).getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n";
    }

    private void run(String... command) throws IOException, InterruptedException {
        var log = folder.resolve("log");
        var builder =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("TRUST", folder.toString());
        builder.environment().put("CA_BUNDLE", folder.resolve("ca.crt").toString());
        assertThat(builder.start().waitFor()).as(Files.readString(log)).isZero();
    }
}
