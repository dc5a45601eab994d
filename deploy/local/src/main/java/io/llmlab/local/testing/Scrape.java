package io.llmlab.local.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/// What a service tells Prometheus at a moment.
///
/// @param text in Prometheus' text format
public record Scrape(String text) {

    /// Labels may end in a comma.
    public Scrape {
        text = text.replace(",}", "}");
    }

    /// @param metrics the whole address, `…/q/metrics`
    public static Scrape of(URI metrics) {
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    HttpRequest.newBuilder(metrics)
                            .header("Accept", "text/plain")
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return new Scrape(answer.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /// @param sample with its labels in the order of the alphabet: `a_total{b="c"}`
    /// @return 0 where it is not there
    public double value(String sample) {
        return text.lines()
                .filter(line -> line.startsWith(sample + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(0);
    }
}
