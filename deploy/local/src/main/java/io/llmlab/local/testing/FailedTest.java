package io.llmlab.local.testing;

/// A test that failed, or could not run, as its report tells.
///
/// @param module its folder in the project
/// @param test class and method, without the package; the class alone where it failed before its tests
/// @param message on one line
record FailedTest(String module, String test, String message) {

    private static final int LONGEST = 200;

    static FailedTest of(String module, String className, String method, String message) {
        var type = className.substring(className.lastIndexOf('.') + 1);
        return new FailedTest(module, method.isEmpty() ? type : type + "." + method, shortened(message));
    }

    /// An assertion says little in its first line alone ("Expecting actual:"), so the next ones follow it.
    private static String shortened(String message) {
        var line = message.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }

    @Override
    public String toString() {
        return "%s: %s: %s".formatted(module, test, message);
    }
}
