package io.llmlab.local.load;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What `./lab import` was asked for.
///
/// @param query the import's parameters as the API names them
record LoadArguments(List<Path> paths, String url, Map<String, String> query) {

    static final String USAGE = """
            Usage: ./lab import FILE|FOLDER… [options]

              --model NAME     the model's name, where the files say none or another one
              --from TIME      time of the first file that has none (2026-03-01T00:00:00Z)
              --every LENGTH   from one such file to the next (30s, 1m, 6h, 1d); default 1m
              --format FORMAT  auto (default), lm-eval, promptfoo, inspect, bmf, openai-evals,
                               chat-completions
              --dry-run        say what would be stored, and store nothing
              --url URL        of the suite; default the local stack

            Files, folders, ZIP and tar.gz archives; what was imported before is not stored again.
            Exit code: 0 all was read, 1 something was refused, 2 not understood.""";

    private static final Map<String, String> VALUES =
            Map.of("--model", "model_name", "--from", "from", "--every", "every", "--format", "format");

    /// @param defaultUrl of the local stack
    /// @throws UsageException naming what is not understood
    static LoadArguments parse(List<String> words, String defaultUrl) {
        var paths = new ArrayList<Path>();
        var query = new LinkedHashMap<String, String>();
        var url = defaultUrl;
        var rest = words.iterator();
        while (rest.hasNext()) {
            var word = rest.next();
            if (word.equals("--dry-run")) {
                query.put("dry_run", "true");
            } else if (word.equals("--url")) {
                url = address(value(word, rest.hasNext() ? rest.next() : ""));
            } else if (VALUES.containsKey(word)) {
                query.put(VALUES.get(word), value(word, rest.hasNext() ? rest.next() : ""));
            } else if (word.startsWith("-")) {
                throw new UsageException("There is no option %s".formatted(word));
            } else {
                paths.add(existing(word));
            }
        }
        if (paths.isEmpty()) {
            throw new UsageException("Name at least one file or folder with results");
        }
        return new LoadArguments(paths, url, query);
    }

    URI target(String fileName) {
        var all = new LinkedHashMap<>(query);
        all.put("file_name", fileName);
        var text = all.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return URI.create("%s/benchmark-runs/import?%s".formatted(url, text));
    }

    boolean isDryRun() {
        return query.containsKey("dry_run");
    }

    private static String value(String option, String value) {
        if (value.isBlank()) {
            throw new UsageException("%s needs a value".formatted(option));
        }
        return value;
    }

    private static String address(String url) {
        try {
            var address = URI.create(url);
            if (address.getHost() == null || !List.of("http", "https").contains(address.getScheme())) {
                throw new UsageException("--url must be an http or https address, not %s".formatted(url));
            }
            return url.replaceAll("/+$", "");
        } catch (IllegalArgumentException unreadable) {
            throw new UsageException("--url must be an http or https address, not %s".formatted(url));
        }
    }

    private static Path existing(String word) {
        var path = Path.of(word);
        if (!Files.isReadable(path)) {
            throw new UsageException("%s is not there, or cannot be read".formatted(word));
        }
        return path;
    }
}
