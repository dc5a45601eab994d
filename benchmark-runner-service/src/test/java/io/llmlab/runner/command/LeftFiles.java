package io.llmlab.runner.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What harnesses leave behind, small.
record LeftFiles(Path folder) {

    private static final String TIME = "2026-03-01T10-00-00.000000";

    /// A task of lm-evaluation-harness: `right` of `samples` answers are right.
    record Task(String name, int right, int samples) {

        double share() {
            return (double) right / samples;
        }
    }

    /// lm-evaluation-harness 0.4 with the samples of each task.
    LeftFiles withTasks(String model, Task... tasks) throws IOException {
        return withGroup(model, null, tasks);
    }

    /// The same with a group that all tasks are part of.
    LeftFiles withGroup(String model, @Nullable Task group, Task... tasks) throws IOException {
        var all = new ArrayList<>(List.of(tasks));
        if (group != null) {
            all.addFirst(group);
        }
        for (var task : tasks) {
            Files.writeString(folder.resolve("samples_%s_%s.jsonl".formatted(task.name(), TIME)), samples(task));
        }
        Files.writeString(folder.resolve("results_%s.json".formatted(TIME)), """
                {"results": {%s}, "group_subtasks": {%s}, "configs": {%s}, "versions": {%s}, "n-shot": {%s},
                 "higher_is_better": {%s}, "n-samples": {%s},
                 "config": {"model": "local-chat-completions", "model_args": "model=%s", "random_seed": 0},
                 "date": 1772359200.0, "lm_eval_version": "0.4.9", "model_name": "%s"}""".formatted(
                each(all, LeftFiles::scores),
                group == null
                        ? each(all, task -> "\"%s\": []".formatted(task.name()))
                        : "\"%s\": [%s]"
                                .formatted(group.name(), each(List.of(tasks), task -> "\"%s\"".formatted(task.name()))),
                each(all, task -> "\"%s\": {\"task\": \"%s\"}".formatted(task.name(), task.name())),
                each(all, task -> "\"%s\": 3.0".formatted(task.name())),
                each(all, task -> "\"%s\": 5".formatted(task.name())),
                each(all, task -> "\"%s\": {\"exact_match\": true}".formatted(task.name())),
                each(
                        all,
                        task -> "\"%s\": {\"original\": %d, \"effective\": %d}"
                                .formatted(task.name(), task.samples(), task.samples())),
                model,
                model));
        return this;
    }

    /// promptfoo 0.121: two tests with each provider, of which the first `right` ones passed.
    LeftFiles withProviders(String first, int right, String second, int rightOfSecond) throws IOException {
        var rows = IntStream.range(0, 4)
                .mapToObj(row -> row < 2 ? row(row, first, row < right) : row(row - 2, second, row - 2 < rightOfSecond))
                .collect(Collectors.joining(",\n"));
        Files.writeString(folder.resolve("results.json"), """
                {"evalId": "eval-abc-2026-03-01T10:00:00",
                 "results": {"version": 3, "timestamp": "2026-03-01T10:00:00.000Z", "prompts": [], "results": [%s],
                   "stats": {"successes": 2, "failures": 2, "errors": 0}},
                 "config": {"description": "greetings"}, "metadata": {"promptfooVersion": "0.121.2"}}""".formatted(rows));
        return this;
    }

    LeftFiles with(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
        return this;
    }

    private static String scores(Task task) {
        return "\"%s\": {\"alias\": \"%s\", \"exact_match,none\": %s, \"exact_match_stderr,none\": 0.125}"
                .formatted(task.name(), task.name(), task.share());
    }

    private static String samples(Task task) {
        return IntStream.range(0, task.samples())
                .mapToObj(sample -> """
                        {"doc_id": %d, "doc": {"question": "%d?"}, "target": "%d", \
                        "arguments": {"gen_args_0": {"arg_0": "How much is %d?", "arg_1": {}}}, "resps": [["%d"]], \
                        "filtered_resps": ["%d"], "filter": "none", "metrics": ["exact_match"], "doc_hash": "%064x", \
                        "prompt_hash": "%064x", "target_hash": "%064x", "exact_match": %d.0}
                        """.formatted(
                                sample,
                                sample,
                                sample,
                                sample,
                                sample,
                                sample,
                                sample,
                                sample,
                                sample,
                                sample < task.right() ? 1 : 0))
                .collect(Collectors.joining());
    }

    private static String row(int test, String provider, boolean passed) {
        return """
                {"testIdx": %d, "promptIdx": 0, "promptId": "p", "provider": {"id": "%s"},
                 "prompt": {"raw": "Greet {{name}}", "label": "greet"}, "vars": {"name": "n%d"},
                 "response": {"output": "hello"}, "success": %s, "score": %d, "latencyMs": 12,
                 "failureReason": %d, "testCase": {"vars": {"name": "n%d"}, "assert": []}}""".formatted(test, provider, test, passed, passed ? 1 : 0, passed ? 0 : 1, test);
    }

    private static String each(List<Task> tasks, Function<Task, String> text) {
        return tasks.stream().map(text).collect(Collectors.joining(", "));
    }
}
