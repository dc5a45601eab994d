package io.llmlab.bench.alert;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/// The webhook that everybody calls: answers 200 at once and notes when the first call about each item came.
final class HookReceiver implements AutoCloseable {

    private static final String MARK = "bench-item-";
    private static final int BACKLOG = 1_024;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    static {
        // Else an answer waits up to 40 ms for the caller's acknowledgement, on either side.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final AtomicLongArray cameAt;
    private final AtomicInteger calls = new AtomicInteger();

    /// @param items how many there will be, numbered from 0
    HookReceiver(int items) throws IOException {
        cameAt = new AtomicLongArray(items);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    /// What a call about an item carries.
    static String nameOf(int item) {
        return MARK + item;
    }

    String url() {
        return "http://127.0.0.1:%d/hook".formatted(server.getAddress().getPort());
    }

    /// All calls so far, repeats included.
    int calls() {
        return calls.get();
    }

    /// When the first call about each of these items came, as [System#nanoTime] counts, in ascending order of
    /// items; 0 for those of which none came while `patience` lasted.
    long[] await(int first, int count, Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        var seen = first;
        while (seen < first + count && System.nanoTime() < deadline) {
            if (cameAt.get(seen) == 0) {
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            } else {
                seen++;
            }
        }
        var times = new long[count];
        Arrays.setAll(times, item -> cameAt.get(first + item));
        return times;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
            var now = System.nanoTime();
            exchange.sendResponseHeaders(200, -1);
            calls.incrementAndGet();
            cameAt.compareAndSet(itemOf(body), 0, now);
        }
    }

    /// The item that a text names.
    static int itemOf(String body) {
        var begin = body.indexOf(MARK) + MARK.length();
        var end = begin;
        while (end < body.length() && Character.isDigit(body.charAt(end))) {
            end++;
        }
        return Integer.parseInt(body, begin, end, 10);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
