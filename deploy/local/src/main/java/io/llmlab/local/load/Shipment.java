package io.llmlab.local.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Sends parcels to the suite: packed while they are sent, so that neither memory nor disk holds one.
final class Shipment implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final int BUFFER = 1 << 20;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final ObjectMapper json = new ObjectMapper();
    private final String key;

    /// @param key what the suite asks for; empty where it asks for none
    Shipment(String key) {
        this.key = key;
    }

    /// @param body what the suite says
    record Answer(int status, JsonNode body) {
        boolean isTaken() {
            return status < 300;
        }
    }

    /// @throws IOException where the suite cannot be reached or a file cannot be read
    Answer send(URI target, List<Parcels.Item> parcel) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(target)
                .header("Content-Type", "application/zip")
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofInputStream(() -> packed(parcel)));
        if (!key.isBlank()) {
            request.header("Authorization", "Bearer " + key.strip());
        }
        var answer = http.send(request.build(), BodyHandlers.ofString());
        return new Answer(answer.statusCode(), json.readTree(answer.body().isEmpty() ? "{}" : answer.body()));
    }

    private static InputStream packed(List<Parcels.Item> parcel) {
        var in = new PipedInputStream(BUFFER);
        try {
            var out = new PipedOutputStream(in);
            Thread.ofVirtual().start(() -> pack(parcel, out));
            return in;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// A reader that is gone ends it; an unreadable file leaves an archive that is cut off, which the suite refuses.
    private static void pack(List<Parcels.Item> parcel, PipedOutputStream out) {
        try (out;
                var zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.BEST_SPEED);
            for (var item : parcel) {
                var entry = new ZipEntry(item.name());
                // Files without a time of their own are dated by it.
                entry.setLastModifiedTime(Files.getLastModifiedTime(item.path()));
                zip.putNextEntry(entry);
                Files.copy(item.path(), zip);
                zip.closeEntry();
            }
        } catch (IOException failure) {
            System.err.println("Packing stopped: " + failure.getMessage());
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
