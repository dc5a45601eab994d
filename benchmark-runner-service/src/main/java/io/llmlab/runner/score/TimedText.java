package io.llmlab.runner.score;

/// A text that a regular expression can read only until a deadline.
///
/// @param deadline as [System#nanoTime()] counts
record TimedText(CharSequence text, long deadline) implements CharSequence {

    /// The deadline has passed.
    static final class TimeOver extends RuntimeException {
        TimeOver() {
            super("The regular expression took too long", null, false, false);
        }
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (System.nanoTime() - deadline > 0) {
            throw new TimeOver();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new TimedText(text.subSequence(start, end), deadline);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
