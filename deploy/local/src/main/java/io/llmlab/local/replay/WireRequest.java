package io.llmlab.local.replay;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One HTTP/1.1 request as it came over the wire.
///
/// @param path without the query
/// @param headers by lower-case name
record WireRequest(String method, String path, Map<String, String> headers, byte[] body) {

    private static final int LONGEST_LINE = 16_384;
    private static final int LARGEST_BODY = 16 * 1024 * 1024;

    /// Reads the next request of a connection; empty when the peer has closed it.
    static Optional<WireRequest> read(InputStream input) throws IOException {
        var first = line(input);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        var words = first.get().split(" ", -1);
        if (words.length != 3) {
            throw new IOException("This is no HTTP/1.1 request: " + first.get());
        }
        var headers = headers(input);
        var body = "chunked".equalsIgnoreCase(headers.get("transfer-encoding"))
                ? chunks(input)
                : exactly(input, Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return Optional.of(new WireRequest(words[0], words[1].split("\\?", 2)[0], headers, body));
    }

    boolean keepsAlive() {
        return !"close".equalsIgnoreCase(headers.get("connection"));
    }

    private static Map<String, String> headers(InputStream input) throws IOException {
        var headers = new HashMap<String, String>();
        for (var line = required(input); !line.isEmpty(); line = required(input)) {
            var colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("This is no HTTP header: " + line);
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static byte[] chunks(InputStream input) throws IOException {
        var body = new ByteArrayOutputStream();
        for (var size = chunkSize(input); size > 0; size = chunkSize(input)) {
            body.write(exactly(input, size));
            var _ = required(input);
        }
        var _ = headers(input);
        return body.toByteArray();
    }

    private static int chunkSize(InputStream input) throws IOException {
        return Integer.parseInt(required(input).split(";", 2)[0].strip(), 16);
    }

    private static byte[] exactly(InputStream input, int length) throws IOException {
        if (length < 0 || length > LARGEST_BODY) {
            throw new IOException("A body of %d bytes is not taken".formatted(length));
        }
        var body = input.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("The peer closed in the middle of a body");
        }
        return body;
    }

    private static String required(InputStream input) throws IOException {
        return line(input).orElseThrow(() -> new EOFException("The peer closed in the middle of a request"));
    }

    private static Optional<String> line(InputStream input) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var next = input.read(); next != '\n'; next = input.read()) {
            if (next == -1) {
                return Optional.empty();
            }
            if (line.size() == LONGEST_LINE) {
                throw new IOException("A line of a request is over %d bytes long".formatted(LONGEST_LINE));
            }
            line.write(next);
        }
        return Optional.of(line.toString(StandardCharsets.ISO_8859_1).stripTrailing());
    }
}
