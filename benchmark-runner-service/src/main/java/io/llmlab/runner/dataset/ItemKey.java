package io.llmlab.runner.dataset;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Names an item across runs and services: 64 bits of a hash over data set and item id, as 16 hex digits.
public final class ItemKey {

    private static final int BYTES = 8;

    private ItemKey() {}

    /// The first 8 bytes of SHA-256 over name, a line feed and id, in UTF-8; works for data sets that were never
    /// uploaded.
    public static String of(String dataset, String itemId) {
        return digits(dataset + "\n" + itemId);
    }

    /// The same over the name of a cluster of items alone: 16 hex digits that differ from any item's.
    public static String ofCluster(String cluster) {
        return digits(cluster);
    }

    private static String digits(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(sha256().digest(bytes), 0, BYTES);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every JDK has SHA-256", missing);
        }
    }
}
