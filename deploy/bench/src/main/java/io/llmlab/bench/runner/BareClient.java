package io.llmlab.bench.runner;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
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
///
/// @param streams whether answers are streamed; their latency is then the time to the first token
record BareClient(String url, String model, boolean streams) {

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
            latencies.add(streams ? firstToken(http, question) : whole(http, question));
        }
        return latencies;
    }

    private double whole(HttpClient http, String question) throws IOException, InterruptedException {
        var begun = System.nanoTime();
        require(http.send(request(question), BodyHandlers.ofByteArray()));
        return (System.nanoTime() - begun) / 1e6;
    }

    /// Reads to the end, but counts until the first event.
    private double firstToken(HttpClient http, String question) throws IOException, InterruptedException {
        var begun = System.nanoTime();
        var answer = http.send(request(question), BodyHandlers.ofInputStream());
        require(answer);
        try (var body = answer.body()) {
            if (body.read() == -1) {
                throw new IOException("The endpoint streamed nothing");
            }
            var first = System.nanoTime();
            body.transferTo(OutputStream.nullOutputStream());
            return (first - begun) / 1e6;
        }
    }

    private static void require(HttpResponse<?> answer) throws IOException {
        if (answer.statusCode() != OK) {
            throw new IOException("The endpoint answered " + answer.statusCode());
        }
    }

    private HttpRequest request(String question) {
        var body = "{\"model\": \"%s\", \"stream\": %s, \"messages\": [{\"role\": \"user\", \"content\": \"%s\"}]}"
                .formatted(model, streams, question);
        return HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }
}
