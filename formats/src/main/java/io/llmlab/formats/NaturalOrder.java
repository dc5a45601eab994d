package io.llmlab.formats;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Pattern;

/// Names as people count: `step2` before `step10`.
final class NaturalOrder implements Comparator<String> {

    static final NaturalOrder INSTANCE = new NaturalOrder();

    private static final Pattern BETWEEN = Pattern.compile("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)");

    private NaturalOrder() {}

    @Override
    public int compare(String one, String other) {
        var ones = BETWEEN.split(one);
        var others = BETWEEN.split(other);
        for (var index = 0; index < Math.min(ones.length, others.length); index++) {
            var order = comparePart(ones[index], others[index]);
            if (order != 0) {
                return order;
            }
        }
        var order = Integer.compare(ones.length, others.length);
        return order == 0 ? one.compareTo(other) : order;
    }

    private static int comparePart(String one, String other) {
        return isNumber(one) && isNumber(other)
                ? new BigInteger(one).compareTo(new BigInteger(other))
                : one.compareTo(other);
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty() && part.chars().allMatch(character -> character >= '0' && character <= '9');
    }
}
