package io.llmlab.runner.execute;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.Stream;

/// Draws items by the first 64 bits of SHA-256 over seed and id: the smallest are drawn.
final class Draw {

    private final long[] hashes;

    Draw(List<String> ids, long seed) {
        var digest = sha256();
        this.hashes = ids.stream().mapToLong(id -> hash(digest, seed, id)).toArray();
    }

    /// @param positions to draw from
    Stream<Integer> of(List<Integer> positions, int size) {
        return positions.stream().sorted(this::compare).limit(size);
    }

    private int compare(int one, int other) {
        return Long.compareUnsigned(hashes[one], hashes[other]);
    }

    private static long hash(MessageDigest digest, long seed, String id) {
        return ByteBuffer.wrap(digest.digest((seed + "\n" + id).getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every JDK has SHA-256", missing);
        }
    }
}
