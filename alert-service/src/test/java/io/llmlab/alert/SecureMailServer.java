package io.llmlab.alert;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// A mail server that speaks STARTTLS (RFC 3207) and takes a login (RFC 4954, PLAIN) only behind it, as those of
/// providers do. It keeps every line it was told, and whether that was readable on the way.
final class SecureMailServer implements AutoCloseable {

    static final String USER = "ada";
    /// Who has no mailbox here.
    static final String UNKNOWN = "nobody@example.org";

    static final String PASSWORD = "t0p-secret";

    /// @param secured whether TLS was spoken
    record Line(boolean secured, String text) {}

    private final ServerSocket socket;
    private final SSLContext tls;
    private final boolean offersStartTls;
    private final List<Line> lines = new CopyOnWriteArrayList<>();

    SecureMailServer(Path keyStore, boolean offersStartTls) {
        this.offersStartTls = offersStartTls;
        this.tls = context(keyStore);
        try {
            socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    List<Line> lines() {
        return List.copyOf(lines);
    }

    /// A key and a certificate of its own for this machine, by the JDK's keytool.
    static Path certified(Path folder, String name) throws IOException, InterruptedException {
        var store = folder.resolve(name + ".p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        var made = new ProcessBuilder(List.of(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .start();
        var said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (made.waitFor() != 0) {
            throw new IOException(said);
        }
        return store;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                Thread.startVirtualThread(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            say(client, "220 test ESMTP");
            converse(client, reader(client), false);
        } catch (IOException gone) {
            lines.add(new Line(false, "closed: " + gone.getMessage()));
        }
    }

    private void converse(Socket client, BufferedReader reader, boolean secured) throws IOException {
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            lines.add(new Line(secured, line));
            var command = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
            if (command.equals("STARTTLS") && offersStartTls && !secured) {
                say(client, "220 go ahead");
                var encrypted = encrypted(client);
                converse(encrypted, reader(encrypted), true);
                return;
            }
            say(client, answer(command, line, secured));
        }
    }

    private String answer(String command, String line, boolean secured) {
        return switch (command) {
            case "EHLO" -> greeting(secured);
            case "AUTH" -> login(line);
            case "RCPT" -> line.contains(UNKNOWN) ? "550 5.1.1 no such user" : "250 ok";
            case "MAIL", "RSET", "NOOP" -> "250 ok";
            case "DATA" -> "354 go on";
            case "." -> "250 queued";
            case "QUIT" -> "221 bye";
            default -> "";
        };
    }

    private String greeting(boolean secured) {
        if (secured) {
            return "250-test\r\n250 AUTH PLAIN";
        }
        return offersStartTls ? "250-test\r\n250 STARTTLS" : "250-test\r\n250 AUTH PLAIN";
    }

    private static String login(String line) {
        var given = new String(
                Base64.getDecoder().decode(line.substring(line.lastIndexOf(' ') + 1)), StandardCharsets.UTF_8);
        return given.equals("\0%s\0%s".formatted(USER, PASSWORD)) ? "235 welcome" : "535 wrong password";
    }

    private SSLSocket encrypted(Socket client) throws IOException {
        var encrypted = (SSLSocket) tls.getSocketFactory().createSocket(client, null, true);
        encrypted.setUseClientMode(false);
        encrypted.startHandshake();
        return encrypted;
    }

    private static SSLContext context(Path keyStore) {
        try (var stream = Files.newInputStream(keyStore)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(stream, PASSWORD.toCharArray());
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD.toCharArray());
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static BufferedReader reader(Socket client) throws IOException {
        return new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    }

    /// The lines of a letter get no answer.
    private static void say(Socket client, String answer) throws IOException {
        if (!answer.isEmpty()) {
            client.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
            client.getOutputStream().flush();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
