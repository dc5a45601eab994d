package io.llmlab.local.replay;

import io.llmlab.local.replay.Reply.Answer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// A model server on a loopback port that replays a recording, by the API of OpenAI, Anthropic or Google.
///
/// Serves, streamed or not, `POST /v1/chat/completions`, `/v1/responses`, `/v1/completions`, `/v1/messages` and
/// `/v1beta/models/<model>:generateContent` (`:streamGenerateContent`); `GET /v1/models`, and
/// `GET` and `POST /control`. It speaks HTTP itself, one virtual thread a connection, because a broken
/// endpoint (half an answer, a reset) is beyond what an HTTP server offers.
public final class ReplayServer implements AutoCloseable {

    private static final int BACKLOG = 1024;

    private final ServerSocket listener;
    private final ReplayApi api;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    private ReplayServer(ServerSocket listener, ReplayApi api) {
        this.listener = listener;
        this.api = api;
    }

    /// Starts on a free port.
    public static ReplayServer start(Recording recording) {
        return start(recording, 0, 0);
    }

    /// @param port 0 = any that is free
    /// @param seed of the random latencies and errors
    /// @throws UncheckedIOException if the port is taken
    public static ReplayServer start(Recording recording, int port, long seed) {
        try {
            var listener = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
            var server = new ReplayServer(listener, new ReplayApi(recording, seed));
            Thread.ofPlatform().name("replay-accept").daemon().start(server::accept);
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException("The replay server cannot listen on port " + port, failure);
        }
    }

    /// `http://127.0.0.1:<port>`, where `/control` is.
    public String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /// The `base_url` of a model: `http://127.0.0.1:<port>/v1`.
    public String baseUrl() {
        return url() + "/v1";
    }

    /// The `base_url` of a model whose provider is google: `http://127.0.0.1:<port>/v1beta`.
    public String googleBaseUrl() {
        return url() + "/v1beta";
    }

    /// Changes a model's behaviour from the next request on, or makes an alias.
    ///
    /// @throws IllegalArgumentException if the model would answer as a system that is not recorded
    public void change(String model, UnaryOperator<Behaviour> change) {
        api.change(model, change);
    }

    /// Requests for completions that came in so far, whatever became of them.
    public long requests() {
        return api.requests();
    }

    /// Ends all connections, also those that hang.
    @Override
    public void close() {
        closeQuietly(listener);
        connections.forEach(ReplayServer::closeQuietly);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var connection = listener.accept();
                connections.add(connection);
                Thread.ofVirtual().name("replay-connection").start(() -> serve(connection));
            } catch (IOException failure) {
                if (!listener.isClosed()) {
                    System.err.println("The replay server did not get a connection: " + failure.getMessage());
                }
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            var input = new BufferedInputStream(connection.getInputStream());
            var open = true;
            while (open) {
                var request = WireRequest.read(input);
                open = request.isPresent()
                        && send(connection, input, api.answer(request.get()))
                        && request.get().keepsAlive();
            }
        } catch (IOException | NumberFormatException gone) {
            // The peer went away or speaks no HTTP: this connection ends, the server goes on.
        } finally {
            connections.remove(connection);
        }
    }

    /// Says whether the connection may go on.
    private static boolean send(Socket connection, InputStream input, Reply reply) throws IOException {
        return switch (reply) {
            case Answer answer -> {
                write(connection.getOutputStream(), answer, answer.json().length);
                yield true;
            }
            case Reply.Half(var answer) -> {
                write(connection.getOutputStream(), answer, answer.json().length / 2);
                yield false;
            }
            case Reply.Silence _ -> {
                // Ends when the caller gives up and closes.
                var _ = input.read();
                yield false;
            }
            case Reply.Reset _ -> {
                // A close that lingers zero seconds is a TCP reset.
                connection.setSoLinger(true, 0);
                yield false;
            }
        };
    }

    private static void write(OutputStream output, Answer answer, int length) throws IOException {
        var head = new StringBuilder("HTTP/1.1 %d %s\r\n".formatted(answer.status(), reason(answer.status())));
        head.append("Content-Length: %d\r\n".formatted(answer.json().length));
        if (!answer.headers().containsKey("Content-Type")) {
            head.append("Content-Type: application/json\r\n");
        }
        answer.headers().forEach((name, value) -> head.append("%s: %s\r\n".formatted(name, value)));
        var headBytes = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        var message = Arrays.copyOf(headBytes, headBytes.length + length);
        System.arraycopy(answer.json(), 0, message, headBytes.length, length);
        output.write(message);
        output.flush();
    }

    private static String reason(int status) {
        return status < 300 ? "OK" : status < 500 ? "Client Error" : "Server Error";
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception alreadyGone) {
            // Closing is all that was wanted.
        }
    }
}
