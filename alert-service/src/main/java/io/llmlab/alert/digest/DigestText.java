package io.llmlab.alert.digest;

import io.llmlab.alert.digest.Bygone.Cost;
import io.llmlab.alert.digest.Bygone.Model;
import io.llmlab.alert.digest.Sight.Drop;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Says in words what became of the lab in a while.
final class DigestText {

    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.HALF_UP);
    private static final int DEAREST = 3;

    private DigestText() {}

    static String title(Bygone bygone) {
        return bygone.regressions() == 0
                ? "Digest: nothing got worse"
                : "Digest: %s of models that got worse".formatted(counted(bygone.regressions(), "alert", "alerts"));
    }

    /// One thing a line.
    static List<String> lines(Bygone bygone, Sight sight) {
        var lines = new ArrayList<String>();
        lines.add("From %s to %s UTC".formatted(MINUTES.format(bygone.from()), MINUTES.format(bygone.until())));
        lines.add("What changed: " + changed(bygone, sight));
        lines.addAll(bygone.worst());
        lines.add(seen(bygone, sight));
        lines.add("Cost: " + cost(bygone.cost(), bygone.models()));
        lines.add("Gaps: " + gaps(bygone.gaps()));
        return lines;
    }

    private static String changed(Bygone bygone, Sight sight) {
        var bySeverity = bygone.opened().entrySet().stream()
                .map(count -> "%d %s".formatted(count.getValue(), count.getKey()))
                .collect(Collectors.joining(", "));
        var findings = sight instanceof Sight.Known known
                ? "; %s in all".formatted(counted(known.findings(), "finding", "findings"))
                : "";
        return "%s opened%s, %d ended, %d open now%s"
                .formatted(
                        counted(bygone.openedInAll(), "alert", "alerts"),
                        bySeverity.isEmpty() ? "" : " (%s)".formatted(bySeverity),
                        bygone.ended(),
                        bygone.openNow(),
                        findings);
    }

    private static String seen(Bygone bygone, Sight sight) {
        var worse = bygone.regressions() == 0 ? "Nothing got worse; " : "What else got worse is not known; ";
        return switch (sight) {
            case Sight.Unknown(var reason) -> worse + "how small a drop would have been seen is not known: " + reason;
            case Sight.Known(var smallest, var _)
            when smallest.isEmpty() -> worse + "no series of quality had enough runs to show a drop";
            case Sight.Known(var smallest, var _) -> worse + seen(smallest);
        };
    }

    /// The coarsest series bounds what is said of all.
    private static String seen(List<Drop> smallest) {
        var finest = smallest.getFirst();
        var coarsest = smallest.getLast();
        return smallest.size() == 1
                ? "a drop of %s would have been seen".formatted(described(finest))
                : "a drop of %s would have been seen, and of %s in the noisiest of %d series"
                        .formatted(described(finest), described(coarsest), smallest.size());
    }

    private static String described(Drop drop) {
        return "%s (%s of %s on %s)".formatted(size(drop.size()), drop.metric(), drop.model(), drop.dataset());
    }

    private static String size(double value) {
        return value == 0
                ? "0"
                : BigDecimal.valueOf(value)
                        .round(TWO_DIGITS)
                        .stripTrailingZeros()
                        .toPlainString();
    }

    private static String cost(Cost cost, List<Model> models) {
        var unpriced = cost.unpriced() == 0 ? "" : ", of which %d have no known price".formatted(cost.unpriced());
        return "%s USD for %s%s%s%s"
                .formatted(
                        usd(cost.total()),
                        counted(cost.runs(), "run", "runs"),
                        unpriced,
                        change(cost),
                        dearest(models));
    }

    private static String change(Cost cost) {
        if (cost.before() <= 0) {
            return "";
        }
        var change = cost.total() / cost.before() - 1;
        return String.format(
                Locale.ROOT,
                "; %.0f %% %s than in the same time before (%s)",
                Math.abs(change) * 100,
                change < 0 ? "less" : "more",
                usd(cost.before()));
    }

    private static String dearest(List<Model> models) {
        var dearest = models.stream()
                .filter(model -> model.cost() > 0)
                .sorted(Comparator.comparingDouble(Model::cost).reversed())
                .limit(DEAREST)
                .map(model -> "%s %s".formatted(model.name(), usd(model.cost())))
                .collect(Collectors.joining(", "));
        return dearest.isEmpty() ? "" : "; most for " + dearest;
    }

    private static String gaps(Bygone.Gaps gaps) {
        if (gaps.count() == 0 && gaps.awaited() == 0) {
            return "none";
        }
        var titles = gaps.titles().isEmpty() ? "" : ": " + String.join("; ", gaps.titles());
        return "%s did not come, %d awaited still%s"
                .formatted(counted(gaps.count(), "run or firing", "runs or firings"), gaps.awaited(), titles);
    }

    private static String usd(double amount) {
        return String.format(Locale.ROOT, "%.2f", amount);
    }

    private static String counted(long count, String one, String many) {
        return "%d %s".formatted(count, count == 1 ? one : many);
    }
}
