package io.llmlab.alert;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A mail server that the environment names, whose certificate is believed for the sake of EXTRA_CA_BUNDLE alone.
public class MailAuthority implements QuarkusTestResourceLifecycleManager {

    private static @Nullable Path folder;
    private static @Nullable SecureMailServer server;

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createTempDirectory("mail-authority");
            var company = SecureMailServer.certified(folder, "company");
            server = new SecureMailServer(company, true);
            return Map.of(
                    "EXTRA_CA_BUNDLE",
                    bundle(company).toString(),
                    "SMTP_SERVER",
                    "localhost",
                    "SMTP_PORT",
                    Integer.toString(server.port()),
                    "SMTP_USERNAME",
                    SecureMailServer.USER,
                    "SMTP_PASSWORD",
                    SecureMailServer.PASSWORD,
                    "ALERT_EMAIL_FROM",
                    "lab@example.org",
                    "ALERT_EMAIL_TO",
                    "team@example.org");
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void stop() {
        try {
            server().close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static SecureMailServer server() {
        if (server == null) {
            throw new IllegalStateException("It has not started");
        }
        return server;
    }

    /// The certificate of a key store as a file of authorities.
    private static Path bundle(Path keyStore) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try (var stream = Files.newInputStream(keyStore)) {
            store.load(stream, SecureMailServer.PASSWORD.toCharArray());
        }
        var encoded = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(store.getCertificate("company").getEncoded());
        return Files.writeString(
                keyStore.resolveSibling("ca.pem"),
                "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n".formatted(encoded));
    }
}
