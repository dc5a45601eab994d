package io.llmlab.runner.load;

import io.llmlab.formats.ParsedBatch;
import io.llmlab.formats.ParsedRun;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;

/// What the runs of one file have in common. It follows from their content, so that the same file has the same one.
final class BatchIds {

    private static final int BYTES = 8;

    private BatchIds() {}

    static String of(ParsedBatch batch) {
        var hashes = batch.runs().stream().map(ParsedRun::contentHash).collect(Collectors.joining("\n"));
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(hashes.getBytes(StandardCharsets.UTF_8));
            return "import-" + HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every JDK has SHA-256", missing);
        }
    }
}
