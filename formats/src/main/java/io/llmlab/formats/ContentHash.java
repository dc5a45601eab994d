package io.llmlab.formats;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What makes two runs the same run: see [ParsedRun#contentHash()].
final class ContentHash {

    private final MessageDigest digest = sha256();

    private ContentHash() {}

    static String of(RunDraft run, RunTime time) {
        var hash = ofScores(run);
        switch (time.source()) {
            case CONTENT, CALLER -> hash.add(time.at());
            case NAME, ORDER -> hash.add(null);
        }
        return HexFormat.of().formatHex(hash.digest.digest());
    }

    /// As [#of], but the same for runs that differ in nothing but what tells one from the other: their time.
    static String ofScoresAlone(ParsedRun run) {
        var hash = new ContentHash();
        hash.add(run.harness().name()).add(run.model().name());
        hash.add(run.model().resolved()).add(run.task().name());
        hash.addMetrics(run.metrics());
        return HexFormat.of().formatHex(hash.digest.digest());
    }

    private static ContentHash ofScores(RunDraft run) {
        var hash = new ContentHash();
        hash.add(run.harness.name()).add(run.harness.version());
        hash.add(run.model.name()).add(run.model.resolved());
        hash.add(run.task.name()).add(run.task.version()).add(run.task.group());
        hash.add(run.outcome.status());
        hash.addMetrics(run.metrics);
        run.identity.forEach(hash::add);
        return hash;
    }

    private void addMetrics(List<ParsedMetric> metrics) {
        metrics.stream()
                .sorted(Comparator.comparing(ParsedMetric::type).thenComparing(ParsedMetric::name))
                .forEach(metric -> add(metric.type())
                        .add(metric.name())
                        .add(metric.value())
                        .add(metric.stdError())
                        .add(metric.sampleCount()));
    }

    /// Each part ends with a byte that no UTF-8 text holds, so that two parts never look like one.
    private ContentHash add(@Nullable Object part) {
        if (part != null) {
            digest.update(part.toString().getBytes(StandardCharsets.UTF_8));
        }
        digest.update((byte) (part == null ? 0xfe : 0xff));
        return this;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every JDK has SHA-256", missing);
        }
    }
}
