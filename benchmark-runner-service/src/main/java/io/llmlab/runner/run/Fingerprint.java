package io.llmlab.runner.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// What changes the meaning of a score. Runs of one fingerprint can be compared; each is a stream of its own.
///
/// @param parts an object of any form
/// @param stream the first 8 bytes, as 16 hex digits, of SHA-256 over the parts' canonical JSON: names sorted, no white
/// space, numbers without trailing zeros
public record Fingerprint(JsonNode parts, String stream) {

    private static final int BYTES = 8;

    public static Fingerprint of(ObjectNode parts) {
        return new Fingerprint(parts, hash(canonical(parts)));
    }

    private static String canonical(JsonNode node) {
        if (node.isObject()) {
            return node.propertyStream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(field -> new TextNode(field.getKey()) + ":" + canonical(field.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(Fingerprint::canonical)
                    .collect(Collectors.joining(",", "[", "]"));
        }
        return node.isNumber() ? node.decimalValue().stripTrailingZeros().toString() : node.toString();
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every JDK has SHA-256", missing);
        }
    }
}
