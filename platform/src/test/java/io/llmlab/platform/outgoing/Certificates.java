package io.llmlab.platform.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/// Servers' keys, with certificates that nobody knows, by the JDK's keytool.
final class Certificates {

    private static final String PASSWORD = "changeit";

    private Certificates() {}

    /// A key for a name.
    static PfxOptions of(String name, Path folder) throws IOException, InterruptedException {
        var store = folder.resolve(name + ".p12").toString();
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store,
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        assertThat(made.waitFor()).as("keytool").isZero();
        return new PfxOptions().setPath(store).setPassword(PASSWORD);
    }

    /// The certificate of such a key as a file of authorities, with a remark above it as such files have.
    static Path bundle(PfxOptions key, Path folder) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try (var stream = Files.newInputStream(Path.of(key.getPath()))) {
            store.load(stream, PASSWORD.toCharArray());
        }
        var encoded = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(store.getCertificate("server").getEncoded());
        return Files.writeString(
                folder.resolve("ca.pem"),
                "# ours\n-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n".formatted(encoded));
    }
}
