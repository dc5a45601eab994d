package io.llmlab.bench.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// Prints figures as they are measured, and counts what missed its goal.
public final class Report {

    private final PrintStream out;
    private final List<Figure> missed = new ArrayList<>();
    private final List<String> notMeasured = new ArrayList<>();

    public Report(PrintStream out) {
        this.out = out;
    }

    public void heading(String text) {
        out.printf("%n%s%n", text);
    }

    /// How a figure was measured.
    public void note(String text) {
        out.println("  " + text);
    }

    public void add(Figure figure) {
        out.println("  " + figure.line());
        if (!figure.isReached()) {
            missed.add(figure);
        }
    }

    /// A figure with a goal that this machine cannot give. It counts neither as reached nor as missed.
    ///
    /// @param why for a reader who could change it
    public void notMeasured(String what, String why) {
        out.println("  %-58s not measured: %s".formatted(what, why));
        notMeasured.add(what);
    }

    /// Says how it went as a whole.
    ///
    /// @return whether every goal was reached that could be measured
    public boolean close() {
        out.printf("%n%s%n", missed.isEmpty() ? "Every goal was reached." : missed.size() + " goals were missed:");
        missed.forEach(figure -> out.println("  " + figure.line()));
        if (!notMeasured.isEmpty()) {
            out.printf("Not measured: %s.%n", String.join(", ", notMeasured));
        }
        return missed.isEmpty();
    }
}
