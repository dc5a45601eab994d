package io.llmlab.detect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What the results of a harness tell beyond bare numbers: which runs, and which items flipped.
final class HarnessReport {

    private static final int NAMED = 5;

    private HarnessReport() {}

    static Map<String, Object> object(TaskSeries task, @Nullable ItemFlips items) {
        var object = new LinkedHashMap<String, Object>();
        object.put("model", task.model());
        object.put("task", task.task());
        object.put("metric", task.metric());
        object.put(
                "runs",
                IntStream.range(0, task.runs().size()).mapToObj(task::label).toList());
        if (items != null) {
            object.put("items", items(items));
        }
        return object;
    }

    private static Map<String, Object> items(ItemFlips flips) {
        var object = new LinkedHashMap<String, Object>();
        object.put("before", flips.before());
        object.put("after", flips.after());
        object.put("shared", flips.items());
        object.put("matched", flips.matched());
        object.put("test", flips.test().test());
        object.put("difference", flips.test().difference());
        object.put("interval", List.of(flips.test().low(), flips.test().high()));
        object.put("p_value", flips.test().twoSided());
        object.put("smallest_visible", flips.smallestVisible());
        object.put("lost", flips.test().lost());
        object.put("gained", flips.test().gained());
        object.put("lost_items", flips.lost());
        object.put("gained_items", flips.gained());
        return object;
    }

    /// @param findings of the same series
    static List<String> lines(TaskSeries task, Findings findings, @Nullable ItemFlips flips) {
        var lines = new ArrayList<String>();
        for (var turn : findings.changes()) {
            lines.add("since %s; the last run before it is %s"
                    .formatted(
                            task.label(turn.change().index()),
                            task.label(turn.change().index() - 1)));
        }
        if (flips != null) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s against %s on %d shared items: %d lost, %d gained, %+.3g (%.3g to %.3g), p = %.2g",
                    task.label(flips.after()),
                    task.label(flips.before()),
                    flips.items(),
                    flips.test().lost(),
                    flips.test().gained(),
                    flips.test().difference(),
                    flips.test().low(),
                    flips.test().high(),
                    flips.test().twoSided()));
            lines.add(String.format(
                    Locale.ROOT,
                    "could not have been seen item by item: a change under %.3g",
                    flips.smallestVisible()));
            lines.addAll(named("lost", flips.lost()));
            lines.addAll(named("gained", flips.gained()));
        }
        return lines;
    }

    private static List<String> named(String what, List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var more = ids.size() > NAMED ? ", …" : "";
        return List.of("%s: %s%s"
                .formatted(what, String.join(", ", ids.subList(0, Math.min(NAMED, ids.size()))), more));
    }
}
