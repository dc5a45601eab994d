package io.llmlab.bench.gateway;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One kept connection that asks the same thing again and again and throws the answers away. It understands as much of
/// HTTP/1.1 as the gateway speaks, and so takes little of the processor that both share.
final class HttpLine implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;
    private final byte[] request;
    private final byte[] waste = new byte[BUFFER];

    /// @param address of the gateway, without a slash at the end
    HttpLine(URI address, String path) throws IOException {
        socket = new Socket(address.getHost(), address.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        request = "GET %s HTTP/1.1\r\nHost: %s:%d\r\nAccept: application/json\r\n\r\n"
                .formatted(path, address.getHost(), address.getPort())
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// Asks and reads the answer to its end.
    ///
    /// @return the length of the body
    /// @throws IOException where it is no success: its time would say nothing
    long ask() throws IOException {
        socket.getOutputStream().write(request);
        var status = line();
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException("%s was answered with %s"
                    .formatted(
                            new String(request, StandardCharsets.US_ASCII)
                                    .lines()
                                    .findFirst()
                                    .orElse(""),
                            status));
        }
        var length = -1L;
        for (var header = line(); !header.isEmpty(); header = line()) {
            var lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(
                        lower.substring("content-length:".length()).strip());
            }
        }
        return length >= 0 ? skip(length) : chunks();
    }

    private long chunks() throws IOException {
        var whole = 0L;
        while (true) {
            var size = Long.parseLong(line().strip(), 16);
            whole += skip(size);
            line();
            if (size == 0) {
                return whole;
            }
        }
    }

    private long skip(long length) throws IOException {
        for (var left = length; left > 0; ) {
            var read = in.read(waste, 0, (int) Math.min(left, waste.length));
            if (read < 0) {
                throw new EOFException("The gateway hung up");
            }
            left -= read;
        }
        return length;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The gateway hung up");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
