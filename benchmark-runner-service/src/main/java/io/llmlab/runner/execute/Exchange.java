package io.llmlab.runner.execute;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One HTTP request and its answer. It is broken off, with its connection, when nobody waits for it any more.
final class Exchange {

    private static final String RETRY_AFTER = "Retry-After";
    private static final int OK = 200;

    private final UniEmitter<? super Answer> emitter;
    private final long maxBytes;
    private final Consumer<Buffer> listener;
    private final Buffer body = Buffer.buffer();
    private @Nullable HttpClientRequest request;
    private boolean over;

    private Exchange(UniEmitter<? super Answer> emitter, long maxBytes, Consumer<Buffer> listener) {
        this.emitter = emitter;
        this.maxBytes = maxBytes;
        this.listener = listener;
    }

    /// @param text of the body, in UTF-8
    record Answer(int status, @Nullable String retryAfter, String text) {}

    /// Sends once with each subscription.
    ///
    /// @param maxBytes the longest body that is read; more fails with [BoundedText.TooLong]
    /// @param listener takes each part of the body of an answer with status 200 as it comes
    static Uni<Answer> of(
            HttpClient client, RequestOptions options, Buffer content, long maxBytes, Consumer<Buffer> listener) {
        return Uni.createFrom()
                .emitter(emitter -> new Exchange(emitter, maxBytes, listener).begin(client, options, content));
    }

    private void begin(HttpClient client, RequestOptions options, Buffer content) {
        emitter.onTermination(this::breakOff);
        client.request(options).onFailure(this::fail).onSuccess(opened -> send(opened, content));
    }

    private void send(HttpClientRequest opened, Buffer content) {
        synchronized (this) {
            request = opened;
            if (over) {
                opened.reset();
                return;
            }
        }
        opened.send(content).onFailure(this::fail).onSuccess(this::read);
    }

    private void read(HttpClientResponse response) {
        response.exceptionHandler(this::fail);
        response.handler(part -> keep(part, response.statusCode() == OK));
        response.endHandler(
                _ -> complete(new Answer(response.statusCode(), response.getHeader(RETRY_AFTER), body.toString())));
    }

    private void keep(Buffer part, boolean heard) {
        if ((long) body.length() + part.length() > maxBytes) {
            breakOff();
            emitter.fail(new BoundedText.TooLong(maxBytes));
        } else {
            body.appendBuffer(part);
            if (heard) {
                listener.accept(part);
            }
        }
    }

    private void complete(Answer answer) {
        if (end()) {
            emitter.complete(answer);
        }
    }

    private void fail(Throwable failure) {
        if (end()) {
            emitter.fail(failure);
        }
    }

    private void breakOff() {
        if (end() && request != null) {
            request.reset();
        }
    }

    private synchronized boolean end() {
        var first = !over;
        over = true;
        return first;
    }
}
