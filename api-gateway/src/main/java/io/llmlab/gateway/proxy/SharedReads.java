package io.llmlab.gateway.proxy;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Asks an owner once for all who ask the same at the same time ("collapsed forwarding"). Nothing is kept: whoever asks
/// while an answer is on its way waits for the next one, which is asked for afterwards. So an answer is never older
/// than its request, and the next read sees a write.
@ApplicationScoped
class SharedReads {

    private static final int OK = 200;

    /// More is not held in memory, in bytes.
    private static final int LARGEST = 4 << 20;

    private final Owners owners;
    private final ProxyConfig config;

    /// Who waits for the next answer to a question, where one is on its way.
    private final Map<Question, List<Promise<Answer>>> waiting = new HashMap<>();

    SharedReads(Owners owners, ProxyConfig config) {
        this.owners = owners;
        this.config = config;
    }

    /// What tells one answer from another.
    ///
    /// @param path with the query, encoded
    /// @param accept the header, or null
    record Question(Owner owner, String path, @Nullable String accept) {}

    /// @param body null where it cannot be shared: it is too large, or no 200, which each may ask for again
    record Answer(HttpClientResponse head, @Nullable Buffer body) {}

    /// There is no connection to the owner.
    static class Unreachable extends RuntimeException {

        Unreachable(Throwable cause) {
            super(cause.toString(), cause);
        }
    }

    /// Completes on any thread. Fails with [Unreachable], and when the owner breaks off or stands still for too long.
    Future<Answer> answerTo(Question question) {
        var promise = Promise.<Answer>promise();
        if (!waits(question, promise)) {
            ask(question, List.of(promise));
        }
        return promise.future();
    }

    private synchronized boolean waits(Question question, Promise<Answer> promise) {
        var next = waiting.get(question);
        if (next == null) {
            waiting.put(question, new ArrayList<>());
            return false;
        }
        next.add(promise);
        return true;
    }

    private void ask(Question question, List<Promise<Answer>> asking) {
        Future.succeededFuture(question)
                .compose(asked -> owners.client().request(request(asked)))
                .recover(failure -> Future.failedFuture(new Unreachable(failure)))
                .compose(request -> request.send().compose(SharedReads::whole))
                .onComplete(answer -> answered(question, asking, answer));
    }

    private void answered(Question question, List<Promise<Answer>> asking, AsyncResult<Answer> answer) {
        var next = next(question);
        if (!next.isEmpty()) {
            ask(question, next);
        }
        asking.forEach(promise -> promise.handle(answer));
    }

    private synchronized List<Promise<Answer>> next(Question question) {
        var next = waiting.getOrDefault(question, List.of());
        if (next.isEmpty()) {
            waiting.remove(question);
        } else {
            waiting.put(question, new ArrayList<>());
        }
        return next;
    }

    private RequestOptions request(Question question) {
        var options = owners.request(question.owner(), HttpMethod.GET, question.path(), config.timeout());
        return question.accept() == null ? options : options.putHeader("Accept", question.accept());
    }

    private static Future<Answer> whole(HttpClientResponse head) {
        var body = Buffer.buffer();
        var answer = Promise.<Answer>promise();
        head.handler(piece -> {
            body.appendBuffer(piece);
            if (body.length() > LARGEST) {
                answer.tryComplete(new Answer(head, null));
                head.request().exceptionHandler(_ -> {}).reset();
            }
        });
        head.end()
                .map(_ -> new Answer(head, head.statusCode() == OK ? body : null))
                .onSuccess(answer::tryComplete)
                .onFailure(answer::tryFail);
        return answer.future();
    }
}
