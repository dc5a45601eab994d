package io.llmlab.bench.runner;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Sends chat requests and throws the answers away: what the machine and the endpoint allow at most.
record BareClient(String url, String model) {

    private static final int OK = 200;

    /// @param concurrency how many requests are under way at a time, each on a thread of its own
    /// @return the latency of each request in milliseconds
    List<Double> ask(Stream<String> questions, int concurrency) throws IOException {
        var waiting = questions.collect(Collectors.toCollection(ConcurrentLinkedQueue::new));
        try (var http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var workers = new ArrayList<Future<List<Double>>>();
            for (var worker = 0; worker < concurrency; worker++) {
                workers.add(threads.submit(() -> askAll(http, waiting)));
            }
            var latencies = new ArrayList<Double>();
            for (var worker : workers) {
                latencies.addAll(worker.get());
            }
            return latencies;
        } catch (ExecutionException failure) {
            throw new IOException("The bare client got no answer", failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", interrupted);
        }
    }

    private List<Double> askAll(HttpClient http, ConcurrentLinkedQueue<String> waiting)
            throws IOException, InterruptedException {
        var latencies = new ArrayList<Double>();
        for (var question = waiting.poll(); question != null; question = waiting.poll()) {
            var begun = System.nanoTime();
            var answer = http.send(request(question), BodyHandlers.ofByteArray());
            if (answer.statusCode() != OK) {
                throw new IOException("The endpoint answered " + answer.statusCode());
            }
            latencies.add((System.nanoTime() - begun) / 1e6);
        }
        return latencies;
    }

    private HttpRequest request(String question) {
        var body = "{\"model\": \"%s\", \"messages\": [{\"role\": \"user\", \"content\": \"%s\"}]}"
                .formatted(model, question);
        return HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }
}
