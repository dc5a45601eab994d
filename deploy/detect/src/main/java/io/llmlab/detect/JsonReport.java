package io.llmlab.detect;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.llmlab.regression.detect.replay.Alarm;
import io.llmlab.regression.detect.segment.Regime;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One object, keyed by series name, for programs.
final class JsonReport {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonReport() {}

    static void print(Answer answer, PrintStream out) {
        var root = new LinkedHashMap<String, Object>();
        answer.entries().forEach((name, entry) -> {
            var object = object(entry.findings());
            if (entry.task() != null) {
                object.putAll(HarnessReport.object(entry.task(), entry.items()));
            }
            root.put(name, object);
        });
        out.println(JSON.valueToTree(root).toPrettyString());
    }

    private static Map<String, Object> object(Findings findings) {
        var segmentation = findings.segmentation();
        var object = new LinkedHashMap<String, Object>();
        object.put("points", segmentation.points());
        object.put("missing_points", segmentation.missing());
        object.put("family", findings.family().name().toLowerCase(Locale.ROOT));
        object.put("method", findings.method());
        object.put("change_points", findings.changePoints());
        object.put(
                "changes", findings.changes().stream().map(JsonReport::change).toList());
        object.put("spikes", segmentation.spikes());
        object.put("left_out", segmentation.leftOut());
        object.put(
                "regimes",
                segmentation.regimes().stream().map(JsonReport::regime).toList());
        object.put("autocorrelation", segmentation.correlation());
        object.put("smallest_visible_change", findings.smallestVisible());
        var alarms = findings.alarms();
        if (alarms != null) {
            object.put("alarms", alarms.stream().map(Alarm::at).toList());
            object.put("alarm_details", alarms.stream().map(JsonReport::alarm).toList());
        }
        return object;
    }

    private static Map<String, Object> change(Turn turn) {
        var change = turn.change();
        var object = new LinkedHashMap<String, Object>();
        object.put("index", change.index());
        object.put("kind", change.kind().name().toLowerCase(Locale.ROOT));
        object.put("from", finite(turn.from()));
        object.put("to", finite(turn.to()));
        object.put("size", finite(turn.to() - turn.from()));
        object.put("change_percent", finite(turn.relative()));
        object.put("sigma", finite(change.sigma()));
        object.put("interval", List.of(change.earliest(), change.latest()));
        object.put("p_value", change.pValue());
        return object;
    }

    private static Map<String, Object> regime(Regime regime) {
        var object = new LinkedHashMap<String, Object>();
        object.put("first", regime.from());
        object.put("last", regime.to());
        object.put("start_value", finite(regime.start()));
        object.put("end_value", finite(regime.end()));
        return object;
    }

    private static Map<String, Object> alarm(Alarm alarm) {
        var measurement = alarm.outcome().measurement();
        var object = new LinkedHashMap<String, Object>();
        object.put("index", alarm.at());
        object.put("onset", alarm.onset());
        object.put("baseline", finite(measurement.baseline()));
        object.put("current", finite(measurement.current()));
        object.put("p_value", measurement.pValue());
        return object;
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
