package io.llmlab.regression.event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Divides runs into waves that can each be taken in at once: in one wave no two runs have a series in common, nor is
/// one told of twice, and the runs of a model keep their order.
final class Waves {

    private final List<List<RunCompleted>> waves = new ArrayList<>();
    private final Map<Long, Integer> lastOfModel = new HashMap<>();
    private final Map<Object, Integer> firstFree = new HashMap<>();

    private Waves() {}

    private record SeriesOfRun(long modelId, String dataset, String stream) {}

    /// @param events in their order
    static List<List<RunCompleted>> of(List<RunCompleted> events) {
        var waves = new Waves();
        events.forEach(waves::add);
        return waves.waves;
    }

    private void add(RunCompleted event) {
        var model = event.model().id();
        var series = new SeriesOfRun(model, event.dataset().name(), event.stream());
        var wave = Math.max(
                lastOfModel.getOrDefault(model, 0),
                Math.max(firstFree.getOrDefault(series, 0), firstFree.getOrDefault(event.runId(), 0)));
        if (wave == waves.size()) {
            waves.add(new ArrayList<>());
        }
        waves.get(wave).add(event);
        lastOfModel.put(model, wave);
        firstFree.put(series, wave + 1);
        firstFree.put(event.runId(), wave + 1);
    }
}
