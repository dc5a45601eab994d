package io.llmlab.e2e;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Where alerts arrive: a webhook receiver and an SMTP server, both real, both of this test.
final class Receivers implements AutoCloseable {

    private final HttpServer webhook;
    private final GreenMail mail;
    private final List<String> calls = new CopyOnWriteArrayList<>();

    Receivers() throws IOException {
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/hook", exchange -> {
            calls.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        webhook.start();
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
    }

    String webhookUrl() {
        return "http://127.0.0.1:%d/hook".formatted(webhook.getAddress().getPort());
    }

    int smtpPort() {
        return mail.getSmtp().getPort();
    }

    /// The bodies of all calls so far.
    List<String> calls() {
        return calls;
    }

    int mails() {
        return mail.getReceivedMessages().length;
    }

    String subjectOfTheMail() throws Exception {
        return mail.getReceivedMessages()[0].getSubject();
    }

    @Override
    public void close() {
        webhook.stop(0);
        mail.stop();
    }
}
