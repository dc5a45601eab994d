package io.llmlab.platform.outgoing;

import io.vertx.core.net.TrustOptions;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Authorities of one's own beside those that Java knows.
final class Authorities {

    private Authorities() {}

    /// @param bundle PEM, one certificate or several
    /// @throws IllegalArgumentException where the file holds no certificates
    static TrustOptions with(Path bundle) {
        try {
            var all = new ArrayList<Certificate>(List.of(known().getAcceptedIssuers()));
            all.addAll(read(bundle));
            return TrustOptions.wrap(managerOf(storeOf(all)));
        } catch (IOException | GeneralSecurityException unreadable) {
            // Without the cause, whose trace would push these words out of the end of a log.
            throw new IllegalArgumentException("EXTRA_CA_BUNDLE: no certificates can be read from %s (%s); %s"
                    .formatted(bundle, unreadable.getClass().getSimpleName(), "it names a file of them (PEM)"));
        }
    }

    private static Collection<? extends Certificate> read(Path bundle) throws IOException, GeneralSecurityException {
        try (var stream = new BufferedInputStream(Files.newInputStream(bundle))) {
            var certificates = CertificateFactory.getInstance("X.509").generateCertificates(stream);
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException(
                        "EXTRA_CA_BUNDLE: there is no certificate in %s; it names a file of them (PEM)"
                                .formatted(bundle));
            }
            return certificates;
        }
    }

    private static KeyStore storeOf(List<Certificate> certificates) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (var index = 0; index < certificates.size(); index++) {
            store.setCertificateEntry(Integer.toString(index), certificates.get(index));
        }
        return store;
    }

    private static X509TrustManager known() throws GeneralSecurityException {
        return (X509TrustManager) managerOf(null);
    }

    /// @param store null for Java's own
    private static TrustManager managerOf(@Nullable KeyStore store) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .findFirst()
                .orElseThrow();
    }
}
