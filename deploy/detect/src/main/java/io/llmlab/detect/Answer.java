package io.llmlab.detect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was found, by the name of the series.
///
/// @param tasks of those series that come from a harness
record Answer(Map<String, Findings> findings, Map<String, TaskSeries> tasks) {

    static Answer of(List<NamedSeries> bare, List<TaskSeries> tasks, Arguments arguments) {
        var series = new ArrayList<>(bare);
        tasks.forEach(task -> series.add(task.series()));
        var results =
                series.parallelStream().map(one -> Analysis.of(one, arguments)).toList();
        var answer = new Answer(new LinkedHashMap<>(), new LinkedHashMap<>());
        for (int at = 0; at < results.size(); at++) {
            var name = answer.free(series.get(at).name());
            answer.findings.put(name, results.get(at));
            if (at >= bare.size()) {
                answer.tasks.put(name, tasks.get(at - bare.size()));
            }
        }
        return answer;
    }

    /// Two files may use one name; the second gets a number.
    private String free(String name) {
        var free = name;
        for (int number = 2; findings.containsKey(free); number++) {
            free = "%s (%d)".formatted(name, number);
        }
        return free;
    }
}
