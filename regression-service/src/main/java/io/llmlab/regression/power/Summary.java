package io.llmlab.regression.power;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A requirement in words.
record Summary(
        Basis basis,
        @Nullable Integer itemsNeeded,
        @Nullable Integer runsNeeded,
        @Nullable Double smallestDrop) {

    private static final MathContext DIGITS = new MathContext(4);

    String text() {
        return Stream.of(ofItems(), ofRuns(), ofDrop())
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private String ofItems() {
        if (basis.drop() == null || !basis.ofShares()) {
            return "";
        }
        return itemsNeeded == null
                ? "No number of items shows a %s of %s in %s: the runs differ too much among themselves."
                        .formatted(move(), size(basis.drop()), counted(basis.runs(), "new run"))
                : "To show a %s of %s with a chance of %s, %s must ask %s."
                        .formatted(
                                move(),
                                size(basis.drop()),
                                percent(basis.power()),
                                counted(basis.runs(), "new run"),
                                items(itemsNeeded));
    }

    private String ofRuns() {
        if (basis.drop() == null || (basis.ofShares() && basis.items() == null)) {
            return "";
        }
        var of = basis.items() == null ? "" : " of " + items(basis.items());
        return runsNeeded == null
                ? "No number of new runs%s shows it against %s."
                        .formatted(of, counted(basis.baselineRuns(), "baseline run"))
                : "It takes %s%s to show a %s of %s against %s."
                        .formatted(
                                counted(runsNeeded, "new run"),
                                of,
                                move(),
                                size(basis.drop()),
                                counted(basis.baselineRuns(), "baseline run"));
    }

    private String ofDrop() {
        if (basis.ofShares() && basis.items() == null) {
            return "";
        }
        var of = basis.items() == null ? "" : " of " + items(basis.items());
        return smallestDrop == null
                ? "%s%s cannot show any %s with that chance.".formatted(counted(basis.runs(), "new run"), of, move())
                : "A %s under %s is seen by %s%s with a chance under %s."
                        .formatted(
                                move(),
                                size(smallestDrop),
                                counted(basis.runs(), "new run"),
                                of,
                                percent(basis.power()));
    }

    private String move() {
        return basis.higherIsBetter() ? "drop" : "rise";
    }

    private String size(double drop) {
        return switch (basis.metric()) {
            case PROPORTION -> rounded(100 * drop) + " points";
            case POSITIVE -> percent(drop);
            case REAL -> rounded(drop);
        };
    }

    private static String rounded(double number) {
        return new BigDecimal(number).round(DIGITS).stripTrailingZeros().toPlainString();
    }

    private static String percent(double share) {
        return rounded(100 * share) + " %";
    }

    private static String items(int count) {
        return counted(count, "item");
    }

    private static String counted(int count, String one) {
        return String.format(Locale.ROOT, "%,d %s%s", count, one, count == 1 ? "" : "s");
    }
}
