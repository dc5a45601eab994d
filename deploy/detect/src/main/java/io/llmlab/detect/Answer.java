package io.llmlab.detect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was found, by the name of the series.
record Answer(Map<String, Entry> entries) {

    /// @param task null for a bare series
    /// @param items null where no two runs tell enough of the same items
    record Entry(
            Findings findings,
            @Nullable TaskSeries task,
            @Nullable ItemFlips items) {}

    static Answer of(List<NamedSeries> bare, List<TaskSeries> tasks, Arguments arguments) {
        var series = new ArrayList<>(bare);
        tasks.forEach(task -> series.add(task.series()));
        var results =
                series.parallelStream().map(one -> Analysis.of(one, arguments)).toList();
        var answer = new Answer(new LinkedHashMap<>());
        for (int at = 0; at < results.size(); at++) {
            var task = at < bare.size() ? null : tasks.get(at - bare.size());
            var flips = task == null ? null : flips(task, results.get(at));
            answer.entries.put(answer.free(series.get(at).name()), new Entry(results.get(at), task, flips));
        }
        return answer;
    }

    /// Around the last change, or else of the newest run and the one before it.
    private static @Nullable ItemFlips flips(TaskSeries task, Findings findings) {
        var last = task.runs().size() - 1;
        if (last < 1 || !task.isScored()) {
            return null;
        }
        var after = findings.changePoints().isEmpty()
                ? last
                : Math.max(1, findings.changePoints().getLast());
        return ItemFlips.between(task.runs(), after - 1, after).orElse(null);
    }

    /// Two files may use one name; the second gets a number.
    private String free(String name) {
        var free = name;
        for (int number = 2; entries.containsKey(free); number++) {
            free = "%s (%d)".formatted(name, number);
        }
        return free;
    }
}
