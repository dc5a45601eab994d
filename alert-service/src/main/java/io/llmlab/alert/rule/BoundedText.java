package io.llmlab.alert.rule;

/// A text that may be looked at a limited number of times, so that no regular expression can run for ever over it
/// (catastrophic backtracking).
final class BoundedText implements CharSequence {

    private static final int LOOKS = 100_000;

    private final CharSequence text;
    private int looks;

    static final class Exhausted extends RuntimeException {
        private Exhausted() {
            super("A regular expression took too many steps", null, false, false);
        }
    }

    BoundedText(CharSequence text) {
        this.text = text;
    }

    @Override
    public char charAt(int index) {
        if (++looks > LOOKS) {
            throw new Exhausted();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
