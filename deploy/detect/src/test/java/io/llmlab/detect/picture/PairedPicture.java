package io.llmlab.detect.picture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.regression.detect.Detectors;
import io.llmlab.regression.detect.Direction;
import io.llmlab.regression.detect.Outcome.Measured;
import io.llmlab.regression.detect.Settings;
import io.llmlab.regression.detect.Window;
import io.llmlab.regression.detect.classic.UnpairedTest;
import io.llmlab.regression.detect.classic.UnpairedTest.Share;
import io.llmlab.regression.detect.paired.ItemHistory;
import io.llmlab.regression.detect.paired.ItemScores;
import io.llmlab.regression.detect.scale.Family;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// Two models on the same items: what the averages say of them, and what the items say.
final class PairedPicture {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ITEMS = 500;

    private PairedPicture() {}

    static Drawn draw() {
        var before = scores("gpt-4-0613");
        var now = scores("gpt-3.5-turbo-0125");
        var window = new Window(
                        new double[0],
                        new double[0],
                        new double[] {before.mean(), now.mean()},
                        0,
                        new int[] {ITEMS, ITEMS},
                        Family.PROPORTION)
                .with(new ItemHistory(now, List.of(before)));
        var outcome = Detectors.named("paired_samples")
                .orElseThrow()
                .detect(window, Settings.usual(), Direction.HIGHER_IS_BETTER);
        return new Drawn("paired_samples", svg(before, now, (Measured) outcome), outcome);
    }

    private static String svg(ItemScores before, ItemScores now, Measured said) {
        var page = new Page(760, 300);
        page.text(16, 25, "head", "paired_samples: 500 items, answered by one model, then by another");
        items(page, before.scores(), now.scores());
        var unpaired = UnpairedTest.ofShares(new Share(before.mean(), ITEMS, 0), new Share(now.mean(), ITEMS, 0), .95);
        var details = said.measurement().details();
        var difference = now.mean() - before.mean();
        scale(page);
        interval(page, 200, "by the two averages", difference, unpaired.low(), unpaired.high(), "runs");
        interval(
                page,
                230,
                "item by item",
                difference,
                Pictures.number(details.get("difference_low")),
                Pictures.number(details.get("difference_high")),
                "alarm");
        return page.svg("Most items are answered alike; the interval of the difference is narrower item by item");
    }

    private static void items(Page page, double[] before, double[] now) {
        var counts = new int[4];
        for (var item = 0; item < before.length; item++) {
            counts[now[item] > before[item] ? 2 : now[item] < before[item] ? 1 : now[item] == 1 ? 0 : 3]++;
        }
        var names = new String[] {"right in both: %d", "lost: %d", "gained: %d", "wrong in both: %d"};
        var inks = new String[] {"runs", "alarm", "baseline", "runs"};
        var at = 16.0;
        for (var kind = 0; kind < counts.length; kind++) {
            var wide = 728.0 * counts[kind] / before.length;
            page.rectangle(at, 46, wide - 2, 40, (kind == 1 || kind == 2 ? "" : "band ") + inks[kind]);
            page.text(kind == 3 ? 744 : at, 106, kind == 3 ? "end" : "key", names[kind].formatted(counts[kind]));
            at += wide;
        }
        page.text(16, 140, "key", "Difference of the accuracies, with its 95 % interval:");
    }

    private static void scale(Page page) {
        for (var points = -14; points <= 2; points += 2) {
            page.line(x(points / 100.0), 160, x(points / 100.0), 250, points == 0 ? "runs dash" : "grid");
            page.text(x(points / 100.0), 268, "mid", points == 0 ? "0" : "%d".formatted(points));
        }
        page.text((x(-.14) + x(.02)) / 2, 288, "mid", "points of accuracy");
    }

    private static void interval(Page page, double y, String name, double middle, double low, double high, String ink) {
        page.text(16, y + 4, "key", name);
        page.line(x(low), y, x(high), y, "line " + ink);
        page.line(x(low), y - 5, x(low), y + 5, "line " + ink);
        page.line(x(high), y - 5, x(high), y + 5, "line " + ink);
        page.circle(x(middle), y, 4, "dot " + ink);
    }

    private static double x(double difference) {
        return 170 + (difference + .14) / .16 * 560;
    }

    /// Of the first items, by their number.
    static ItemScores scores(String model) {
        var file = RealSeries.shared("samples/paired/%s_basqueglue_bec_5-shot.jsonl.gz".formatted(model));
        try (var lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            var scores = new double[ITEMS];
            for (var line : lines.lines().toList()) {
                JsonNode item = JSON.readTree(line);
                if (item.get("idx").asInt() < ITEMS) {
                    scores[item.get("idx").asInt()] = item.get("correct").asBoolean() ? 1 : 0;
                }
            }
            var keys = new long[ITEMS];
            Arrays.setAll(keys, item -> item);
            return new ItemScores(keys, scores);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
