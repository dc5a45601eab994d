package io.llmlab.runner.score;

import com.networknt.schema.regex.RegularExpression;
import java.time.Duration;
import java.util.regex.Pattern;

/// A schema's regular expression, which has 200 ms for a text: a schema is anybody's, and so is an answer.
record BoundedPattern(Pattern pattern) implements RegularExpression {

    private static final Duration LONGEST = Duration.ofMillis(200);

    static RegularExpression of(String regex) {
        return new BoundedPattern(Pattern.compile(regex));
    }

    /// @throws TimedText.TimeOver where it takes longer
    @Override
    public boolean matches(String value) {
        return pattern.matcher(new TimedText(value, System.nanoTime() + LONGEST.toNanos()))
                .find();
    }
}
