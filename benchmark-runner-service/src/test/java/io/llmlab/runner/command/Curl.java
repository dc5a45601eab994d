package io.llmlab.runner.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A call of curl as it stands on a page of the documentation.
///
/// @param path with its query
/// @param headers by lower-case name
record Curl(
        String method,
        String path,
        Map<String, String> headers,
        @Nullable String body) {

    private static final String INDENT = "    ";
    private static final String HOST = "localhost:8000";

    /// Those of a page's code blocks, in order.
    static List<Curl> of(String page) {
        var found = new ArrayList<Curl>();
        var command = new StringBuilder();
        for (var line : page.lines().toList()) {
            if (!command.isEmpty() || line.startsWith(INDENT + "curl ")) {
                command.append(line.strip()).append('\n');
                if (isWhole(command)) {
                    found.add(read(words(command.toString().strip())));
                    command.setLength(0);
                }
            }
        }
        if (!command.isEmpty()) {
            throw new IllegalArgumentException("A command does not end: " + command);
        }
        return found;
    }

    private static boolean isWhole(CharSequence command) {
        var quotes = command.chars().filter(character -> character == '\'').count();
        return quotes % 2 == 0 && !command.toString().strip().endsWith("\\");
    }

    private static Curl read(List<String> words) {
        var method = "";
        var headers = new HashMap<String, String>();
        @Nullable String body = null;
        var path = "";
        for (var index = 1; index < words.size(); index++) {
            switch (words.get(index)) {
                case "-X" -> method = words.get(++index);
                case "-H" -> {
                    var header = words.get(++index).split(":\\s*", 2);
                    headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
                }
                case "-d", "--data-binary" -> body = words.get(++index);
                default -> path = path(words.get(index));
            }
        }
        var usual = body == null ? "GET" : "POST";
        return new Curl(method.isEmpty() ? usual : method, path, headers, body);
    }

    private static String path(String url) {
        if (!url.startsWith(HOST)) {
            throw new IllegalArgumentException(
                    "'%s' is no option of curl that the pages use, and no URL".formatted(url));
        }
        return url.substring(HOST.length());
    }

    /// As a shell divides them, which has no other quotes on these pages than single ones.
    private static List<String> words(String command) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        var quoted = false;
        for (var character : command.replace("\\\n", " ").toCharArray()) {
            if (character == '\'') {
                quoted = !quoted;
            } else if (!quoted && Character.isWhitespace(character)) {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
            } else {
                word.append(character);
            }
        }
        words.add(word.toString());
        return words;
    }
}
