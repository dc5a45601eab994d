package io.llmlab.bench.runner;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A chat completions endpoint on a loopback port that streams every answer: after a pause one token, and more of them
/// with a shorter pause before each. It speaks HTTP itself, one virtual thread a connection, so that each token is on
/// the wire at its moment.
final class StreamingModel implements AutoCloseable {

    private static final int BACKLOG = 1024;
    private static final String LENGTH = "content-length:";

    private final ServerSocket listener;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Answer answer;

    /// @param firstMs until the first token
    /// @param nextMs from one token to the next
    record Answer(long firstMs, long nextMs, int tokens) {

        long totalMs() {
            return firstMs + (tokens - 1) * nextMs;
        }
    }

    private StreamingModel(ServerSocket listener, Answer answer) {
        this.listener = listener;
        this.answer = answer;
    }

    static StreamingModel start(Answer answer) {
        try {
            var model = new StreamingModel(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), answer);
            Thread.ofPlatform().name("stream-accept").daemon().start(model::accept);
            return model;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String baseUrl() {
        return "http://127.0.0.1:%d/v1".formatted(listener.getLocalPort());
    }

    @Override
    public void close() {
        closeQuietly(listener);
        connections.forEach(StreamingModel::closeQuietly);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var connection = listener.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException closed) {
                // The measurement is over.
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            var input = new BufferedInputStream(connection.getInputStream());
            while (passOver(input)) {
                stream(connection.getOutputStream());
            }
        } catch (IOException | InterruptedException gone) {
            // The client went away.
        } finally {
            connections.remove(connection);
        }
    }

    /// Reads a request, of which nothing matters.
    private static boolean passOver(InputStream input) throws IOException {
        var length = 0;
        for (var line = line(input); !line.isEmpty(); line = line(input)) {
            if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(line.substring(LENGTH.length()).strip());
            }
        }
        return length > 0 && input.readNBytes(length).length == length;
    }

    private static String line(InputStream input) throws IOException {
        var line = new StringBuilder();
        for (var next = input.read(); next != '\n' && next != -1; next = input.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private void stream(OutputStream output) throws IOException, InterruptedException {
        write(output, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (var token = 0; token < answer.tokens(); token++) {
            Thread.sleep(token == 0 ? answer.firstMs() : answer.nextMs());
            event(output, "{\"choices\": [{\"index\": 0, \"delta\": {\"content\": \"%d \"}}]}".formatted(token));
        }
        event(output, "{\"choices\": [{\"index\": 0, \"delta\": {}, \"finish_reason\": \"stop\"}]}");
        event(output, """
                {"choices": [], "usage": {"prompt_tokens": 20, "completion_tokens": %d}}""".formatted(answer.tokens()));
        event(output, "[DONE]");
        write(output, "0\r\n\r\n");
    }

    private static void event(OutputStream output, String data) throws IOException {
        var event = "data: " + data + "\n\n";
        write(output, "%x\r\n%s\r\n".formatted(event.length(), event));
    }

    private static void write(OutputStream output, String text) throws IOException {
        output.write(text.getBytes(StandardCharsets.US_ASCII));
        output.flush();
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception alreadyGone) {
            // Closing is all that was wanted.
        }
    }
}
