package io.llmlab.alert.notify;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.http.HttpClientResponse;
import java.nio.charset.StandardCharsets;

/// The first 16 KB of what a receiver says: who answers without an end fills no memory.
final class Beginning {

    private static final int MOST = 16_384;

    private final HttpClientResponse response;
    private final Buffer kept = Buffer.buffer();

    Beginning(HttpClientResponse response) {
        this.response = response;
    }

    /// To be called as soon as the response is there. Never fails: what breaks off is kept as far as it came.
    ///
    /// @return whether there is no more
    Uni<Boolean> read() {
        return Uni.createFrom().emitter(this::read);
    }

    private void read(UniEmitter<? super Boolean> end) {
        response.handler(chunk -> keep(chunk, end));
        response.endHandler(() -> end.complete(true));
        response.exceptionHandler(_ -> end.complete(false));
    }

    private void keep(Buffer chunk, UniEmitter<? super Boolean> end) {
        var _ = kept.appendBuffer(chunk.slice(0, Math.min(chunk.length(), MOST - kept.length())));
        if (kept.length() >= MOST) {
            end.complete(false);
        }
    }

    /// As far as it was read. Postgres' text holds no NUL.
    String text() {
        return kept.toString(StandardCharsets.UTF_8).replace("\0", "");
    }
}
