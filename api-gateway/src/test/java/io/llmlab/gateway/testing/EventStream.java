package io.llmlab.gateway.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A client of `/events`, as a browser reads it (HTML standard, section 9.2.6).
public final class EventStream implements AutoCloseable {

    private final HttpURLConnection connection;
    private final BufferedReader lines;
    private final List<Event> received = new ArrayList<>();
    private int heartbeats;

    private EventStream(HttpURLConnection connection, BufferedReader lines) {
        this.connection = connection;
        this.lines = lines;
    }

    public record Event(String id, String type, String data) {}

    /// Returns when the first heartbeat has come: from then on nothing is missed.
    public static EventStream open(int port, String lastEventId, Duration patience) throws IOException {
        var connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:%d/events".formatted(port)).toURL().openConnection();
        connection.setReadTimeout((int) patience.toMillis());
        if (!lastEventId.isEmpty()) {
            connection.setRequestProperty("Last-Event-ID", lastEventId);
        }
        var lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
        var stream = new EventStream(connection, lines);
        stream.awaitHeartbeats(1);
        return stream;
    }

    /// The next event of that type whose data has the text in it; fails when none comes in time.
    public Event await(String type, String text) throws IOException {
        var index = 0;
        while (true) {
            for (; index < received.size(); index++) {
                var event = received.get(index);
                if (event.type().equals(type) && event.data().contains(text)) {
                    return event;
                }
            }
            readBlock();
        }
    }

    public void awaitHeartbeats(int count) throws IOException {
        while (heartbeats < count) {
            readBlock();
        }
    }

    public List<Event> received() {
        return List.copyOf(received);
    }

    private void readBlock() throws IOException {
        var id = "";
        var type = "message";
        var data = new StringBuilder();
        for (var line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
            if (line.startsWith(":")) {
                heartbeats++;
            } else if (line.startsWith("id:")) {
                id = line.substring(3).strip();
            } else if (line.startsWith("event:")) {
                type = line.substring(6).strip();
            } else if (line.startsWith("data:")) {
                data.append(line.substring(5).strip());
            }
        }
        if (!data.isEmpty()) {
            received.add(new Event(id, type, data.toString()));
        }
    }

    @Override
    public void close() {
        connection.disconnect();
    }
}
