package io.llmlab.regression.cause;

import io.llmlab.regression.cause.CauseService.Question;
import io.llmlab.regression.series.Position;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Questions that belong together, with everything looked up once: findings of one run share most of what is asked.
final class Inquiry {

    private final CauseRepository causes;
    private final Map<AtOneTime, Uni<PeerList>> peers = new HashMap<>();
    private final Map<Long, Uni<String>> providers = new HashMap<>();
    private final Map<Between, Uni<List<Change>>> changes = new HashMap<>();

    Inquiry(CauseRepository causes) {
        this.causes = causes;
    }

    private record AtOneTime(long modelId, String datasetName, String metricType, Window window) {}

    private record Between(@Nullable Position lastGood, Position firstBad) {}

    Uni<Cause> causeOf(Question question) {
        var onset = question.onset();
        var window = Window.around(onset);
        return peers(question, window)
                .chain(peers -> provider(question.modelId())
                        .chain(provider ->
                                changes(onset).map(changed -> peers.surroundings(question, provider, changed))))
                .map(surroundings -> Cause.of(onset, window, surroundings));
    }

    private Uni<PeerList> peers(Question question, Window window) {
        return peers.computeIfAbsent(
                new AtOneTime(question.modelId(), question.datasetName(), question.metricType(), window),
                _ -> causes.peers(question, window).memoize().indefinitely());
    }

    private Uni<String> provider(long modelId) {
        return providers.computeIfAbsent(
                modelId, id -> causes.providerOf(id).memoize().indefinitely());
    }

    private Uni<List<Change>> changes(Onset onset) {
        return changes.computeIfAbsent(
                new Between(onset.lastGood(), onset.at()),
                _ -> causes.changes(onset).memoize().indefinitely());
    }
}
