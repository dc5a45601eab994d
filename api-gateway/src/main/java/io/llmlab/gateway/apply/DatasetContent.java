package io.llmlab.gateway.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// The bytes of a data set that a file describes.
///
/// @param mediaType as they are uploaded
record DatasetContent(byte[] bytes, String mediaType) {

    /// Fails with [Refused] where it has no content, or two.
    static DatasetContent of(Wanted dataset) {
        var fields = dataset.fields();
        if (fields.hasNonNull("items") == fields.hasNonNull("content")) {
            throw new Refused("must have either items or content");
        }
        return fields.hasNonNull("items")
                ? new DatasetContent(bytes(lines(fields.path("items"))), "application/jsonl")
                : new DatasetContent(
                        bytes(fields.path("content").asText()),
                        mediaType(fields.path("format").asText("jsonl")));
    }

    /// Lower-case hexadecimal, as the runner has it.
    String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("Every Java has SHA-256", absent);
        }
    }

    private static String lines(JsonNode items) {
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item + "\n")
                .collect(Collectors.joining());
    }

    private static String mediaType(String format) {
        return switch (format) {
            case "json" -> "application/json";
            case "csv" -> "text/csv";
            default -> "application/jsonl";
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
