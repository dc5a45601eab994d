package io.llmlab.platform.openapi;

/// Turns a pattern of Java's, which a value has to fit as a whole, into one of JSON Schema, which is ECMAScript's and
/// looks for a part.
final class PortablePattern {

    /// Bean Validation's "not blank", which is a search already.
    private static final String NOT_BLANK = "\\S";

    private static final String BEGIN = "^(?:";

    private PortablePattern() {}

    /// @throws IllegalArgumentException where the pattern needs Java
    static String of(String java) {
        if (java.equals(NOT_BLANK) || java.startsWith(BEGIN)) {
            return java;
        }
        var portable = java.replace("\\p{Cntrl}", "\\x00-\\x1f\\x7f");
        if (portable.startsWith("(?s)")) {
            portable = portable.substring(4).replaceAll("(?<!\\\\)\\.", "[\\\\s\\\\S]");
        }
        if (portable.contains("\\p{") || portable.matches(".*(\\(\\?[a-z]|[*+?}]\\+|\\\\[QEAzZGh]).*")) {
            throw new IllegalArgumentException(
                    "The pattern %s is Java's alone: clients cannot check it".formatted(java));
        }
        return BEGIN + portable + ")$";
    }
}
