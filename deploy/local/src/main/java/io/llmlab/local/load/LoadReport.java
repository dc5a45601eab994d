package io.llmlab.local.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What became of an import, as a table.
final class LoadReport {

    private static final int MOST_NAMES = 3;
    private static final int MOST_LINES = 40;
    private static final String ROW = "%-44s %-14s %6s %7s  %s%n";

    private final PrintStream out;
    private final boolean dryRun;
    private final List<JsonNode> files = new ArrayList<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Set<String> problems = new LinkedHashSet<>();
    private int stored;
    private int known;

    LoadReport(PrintStream out, boolean dryRun) {
        this.out = out;
        this.dryRun = dryRun;
    }

    void add(Shipment.Answer answer) {
        var body = answer.body();
        if (!answer.isTaken()) {
            addRefusal(answer);
            return;
        }
        stored += body.path("stored").asInt();
        known += body.path("deduplicated").asInt();
        body.path("files").forEach(files::add);
        body.path("warnings").forEach(warning -> warnings.add(withoutParcel(warning.asText())));
        body.path("problems")
                .forEach(problem -> problems.add("%s %s"
                        .formatted(
                                withoutParcel(problem.path("file").asText()),
                                problem.path("reason").asText())));
    }

    private void addRefusal(Shipment.Answer answer) {
        var errors = answer.body().path("errors");
        if (errors.isEmpty()) {
            problems.add("The suite answered %d: %s"
                    .formatted(answer.status(), answer.body().path("detail").asText("nothing more")));
        }
        errors.forEach(error -> problems.add("%s %s"
                .formatted(
                        withoutParcel(error.path("parameter").asText()),
                        error.path("detail").asText())));
    }

    /// @return the exit code
    int print() {
        if (!files.isEmpty()) {
            out.printf(ROW, "file", "format", dryRun ? "new" : "stored", "known", "models and data sets");
            files.stream().limit(MOST_LINES).forEach(this::printFile);
            if (files.size() > MOST_LINES) {
                out.printf("… and %d more files%n", files.size() - MOST_LINES);
            }
        }
        printList("Warnings", warnings);
        printList("Refused", problems);
        out.printf(
                "%n%d runs %s, %d were there already, %d problems%n",
                stored, dryRun ? "would be stored" : "stored", known, problems.size());
        return problems.isEmpty() ? 0 : 1;
    }

    private void printFile(JsonNode file) {
        var name = withoutParcel(file.path("file").asText());
        out.printf(
                ROW,
                name.length() > 44 ? "…" + name.substring(name.length() - 43) : name,
                file.path("format").asText(),
                file.path("stored").asText(),
                file.path("deduplicated").asText(),
                "%s: %s".formatted(names(file.path("models")), names(file.path("datasets"))));
    }

    private static String names(JsonNode names) {
        var first = new ArrayList<String>();
        names.forEach(name -> first.add(name.asText()));
        return first.size() > MOST_NAMES
                ? "%s and %d more".formatted(String.join(", ", first.subList(0, MOST_NAMES)), first.size() - MOST_NAMES)
                : String.join(", ", first);
    }

    private void printList(String title, Set<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        out.printf("%n%s:%n", title);
        lines.stream().limit(MOST_LINES).forEach(line -> out.printf("  %s%n", line));
        if (lines.size() > MOST_LINES) {
            out.printf("  … and %d more%n", lines.size() - MOST_LINES);
        }
    }

    /// The archive that a file travelled in is none of the person's.
    private static String withoutParcel(String name) {
        return name.replace(LoadMain.PARCEL + "!", "");
    }
}
