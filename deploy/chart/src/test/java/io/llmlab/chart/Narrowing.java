package io.llmlab.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What of a migration the pods of the release before could not bear: they read and write the new schema until the last
/// of them is replaced. It may be done one release later, where the statement says so: `-- contract: 1.2`.
final class Narrowing {

    private static final String NAME = "(?:if (?:not )?exists )?\\S+";

    /// Texts that are run are kept.
    private static final Pattern COMMENT_OR_TEXT =
            Pattern.compile("--(?<comment>[^\\n]*)|(?<run>(?:format\\(|execute )'(?:[^']|'')*')|'(?:[^']|'')*'");

    /// Of a type; else its comma would seem to end what is said of a column.
    private static final Pattern PRECISION = Pattern.compile("\\(\\d+ ?, ?\\d+\\)");

    private static final Pattern MARK = Pattern.compile("\\s*contract: \\d+\\.\\d+(\\.\\d+)?\\s*");
    private static final String MARKED = " \u00a7contract ";

    /// It is run at once, as if it stood there without quotes; a function's body is not.
    private static final Pattern BLOCK = Pattern.compile("\\bdo\\s+(?:language \\w+ )?(\\$\\w*\\$)(.*?)\\1");
    private static final Pattern BODY = Pattern.compile("(\\$\\w*\\$)(.*?)\\1");

    private static final Pattern TEMPORARY =
            Pattern.compile("create (?:local |global )?temp(?:orary)? table (?:if not exists )?(\\w+)");

    /// By what they are; each is looked for in one statement, in lower case, with single spaces.
    private static final Map<String, Pattern> FORBIDDEN = Map.of(
            "drops a column",
            Pattern.compile("^alter table\\b.*\\bdrop (?!constraint|default|not null|expression|identity)"),
            "drops what old pods may use",
            Pattern.compile("^drop (?:table|view|materialized view|function|procedure|type|sequence|schema)\\b"),
            "renames",
            Pattern.compile("^alter\\b.*\\brename\\b"),
            "changes a type",
            Pattern.compile("^alter table\\b.*\\balter (?:column )?\\S+ (?:set data )?type\\b"),
            "adds a column that old pods leave null",
            Pattern.compile("^alter table\\b.*\\badd (?:column )?(?!constraint|check|unique|primary|foreign|exclude)"
                    + NAME + " (?![^,]*\\b(?:default|generated)\\b)[^,]*\\bnot null"));

    private static final Pattern REQUIRED = Pattern.compile("\\balter (?:column )?(\\S+) set not null");

    private Narrowing() {}

    /// What of it narrows and is not marked, with the statement.
    static List<String> of(String migration) {
        var sql = unfolded(migration);
        var temporary =
                TEMPORARY.matcher(sql).results().map(found -> found.group(1)).toList();
        return Stream.of(sql.split(";"))
                .filter(statement -> !statement.contains(MARKED.strip()))
                .map(String::strip)
                .filter(statement ->
                        temporary.stream().noneMatch(table -> statement.matches("drop table.*\\b" + table)))
                .flatMap(statement -> of(statement, sql))
                .toList();
    }

    private static Stream<String> of(String statement, String whole) {
        var found = new ArrayList<String>();
        FORBIDDEN.forEach((what, pattern) -> {
            if (pattern.matcher(statement).find()) {
                found.add("%s: %s".formatted(what, statement));
            }
        });
        REQUIRED.matcher(statement)
                .results()
                .map(column -> column.group(1))
                .filter(column -> !hasDefault(column, whole))
                .forEach(
                        column -> found.add("requires %s, which old pods leave null: %s".formatted(column, statement)));
        return found.stream();
    }

    private static boolean hasDefault(String column, String whole) {
        return Pattern.compile("\\b(?:alter|add) (?:column )?(?:if not exists )?%s (?:set |[^,;]*\\b)default"
                        .formatted(Pattern.quote(column)))
                .matcher(whole)
                .find();
    }

    private static String unfolded(String migration) {
        var bare = COMMENT_OR_TEXT
                .matcher(migration.toLowerCase(Locale.ROOT))
                .replaceAll(found -> quoted(kept(found.group("comment"), found.group("run"))))
                .replaceAll("\\s+", " ");
        var open = BLOCK.matcher(bare).replaceAll(block -> quoted(block.group(2).replace(" begin ", " ; ")));
        return PRECISION
                .matcher(BODY.matcher(open).replaceAll("body"))
                .replaceAll("")
                .replaceAll("execute (?:format\\()?'", "; ");
    }

    private static String kept(@Nullable String comment, @Nullable String run) {
        if (run != null) {
            return run;
        }
        return comment == null ? "''" : MARK.matcher(comment).matches() ? MARKED : " ";
    }

    private static String quoted(String text) {
        return Matcher.quoteReplacement(text);
    }
}
