package io.llmlab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/// Pushes runs as an outside runner does, thousands of them: [Lab] is easier to read, and takes half of the time of
/// what
/// it asks for.
final class Pushes implements AutoCloseable {

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI results;

    /// @param gateway without a slash at the end
    Pushes(String gateway) {
        results = URI.create(gateway + "/benchmark-runs/results");
    }

    /// @param run a body of `POST /benchmark-runs/results`
    /// @return the stored run's id
    long push(Map<String, Object> run) {
        try {
            var request = HttpRequest.newBuilder(results)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(run)))
                    .build();
            var answer = http.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            return json.readTree(answer.body()).get("id").asLong();
        } catch (IOException failure) {
            throw new AssertionError("A run was not taken", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while a run was pushed", interrupted);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
