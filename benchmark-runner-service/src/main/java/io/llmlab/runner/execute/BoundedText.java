package io.llmlab.runner.execute;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import org.jspecify.annotations.Nullable;

/// Reads a response's body as text, in UTF-8, and breaks off with [TooLong] where it is longer than it may be.
public record BoundedText(long maxBytes) implements BodyCodec<String> {

    public static final class TooLong extends RuntimeException {

        TooLong(long maxBytes) {
            super("answered with more than %d bytes".formatted(maxBytes), null, false, false);
        }
    }

    @Override
    public void create(Handler<AsyncResult<BodyStream<String>>> handler) {
        handler.handle(Future.succeededFuture(new Body(maxBytes)));
    }

    /// Takes every part at once: there is no queue.
    private static final class Body implements BodyStream<String> {

        private final long maxBytes;
        private final Buffer parts = Buffer.buffer();
        private final Promise<String> text = Promise.promise();

        private Body(long maxBytes) {
            this.maxBytes = maxBytes;
        }

        @Override
        public Future<Void> write(Buffer part) {
            if ((long) parts.length() + part.length() > maxBytes) {
                return Future.failedFuture(new TooLong(maxBytes));
            }
            parts.appendBuffer(part);
            return Future.succeededFuture();
        }

        @Override
        public void write(Buffer part, Handler<AsyncResult<Void>> handler) {
            handler.handle(write(part));
        }

        @Override
        public void end(Handler<AsyncResult<Void>> handler) {
            text.tryComplete(parts.toString());
            handler.handle(Future.succeededFuture());
        }

        @Override
        public void handle(Throwable failure) {
            text.tryFail(failure);
        }

        @Override
        public Future<String> result() {
            return text.future();
        }

        @Override
        public boolean writeQueueFull() {
            return false;
        }

        @Override
        public Body setWriteQueueMaxSize(int size) {
            return this;
        }

        @Override
        public Body drainHandler(@Nullable Handler<Void> handler) {
            return this;
        }

        @Override
        public Body exceptionHandler(@Nullable Handler<Throwable> handler) {
            return this;
        }
    }
}
