package io.llmlab.runner.execute;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Keeps answers while somebody works on a benchmark, so that asking the same again costs nothing.
///
/// It is in memory: bounded, gone with the process, and never on a disk. That is also why the version of the executor
/// is
/// no part of the key: another version is another process.
@ApplicationScoped
class ResponseCache {

    /// Of an entry, beside its text.
    private static final int OVERHEAD = 500;

    private final ResponseCacheConfig config;
    private final Cache<String, Reply.Answered> answers;

    ResponseCache(ResponseCacheConfig config) {
        this.config = config;
        this.answers = Caffeine.newBuilder()
                .maximumWeight(config.maxSize().asLongValue())
                .weigher(ResponseCache::weight)
                .expireAfterWrite(config.maxAge())
                .build();
    }

    boolean isAllowed() {
        return config.enabled();
    }

    /// @param epoch which of several answers to the same question, or null
    Optional<Reply.Answered> find(ModelClient.Request request, @Nullable Integer epoch) {
        return Optional.ofNullable(answers.getIfPresent(key(request, epoch)));
    }

    void keep(ModelClient.Request request, @Nullable Integer epoch, Reply.Answered answer) {
        answers.put(key(request, epoch), answer);
    }

    private static int weight(String key, Reply.Answered answer) {
        return Math.addExact(key.length() + OVERHEAD, 2 * answer.text().length());
    }

    /// Of everything that may change the answer: the address with its parameters, what the request carries, under
    /// which key it is sent (its name alone), and all of its body.
    static String key(ModelClient.Request request, @Nullable Integer epoch) {
        var endpoint = request.endpoint();
        var settings = endpoint.request();
        var all = JsonNodeFactory.instance.objectNode();
        all.put("api", request.protocol().api().name());
        all.put("url", endpoint.url(request.protocol().api()));
        put(all.putObject("query"), settings.queryOrNone());
        put(all.putObject("headers"), request.protocol().headers());
        put(all.putObject("more_headers"), settings.headersOrNone());
        all.put("key_header", settings.keyHeader());
        all.put("key_ref", endpoint.keyRef());
        all.put("stream", request.streams());
        all.put("epoch", epoch == null ? 0 : epoch);
        all.set("body", request.body());
        return hash(all);
    }

    private static void put(ObjectNode node, Map<String, String> values) {
        new TreeMap<>(values).forEach(node::put);
    }

    private static String hash(ObjectNode all) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(all.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
