package io.llmlab.regression.baseline;

import io.llmlab.regression.series.Position;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;

/// Knows what counts as normal for a series: up to 64 runs before the newest three, without those that belong to a
/// finding. While a finding is open its baseline therefore stays what it was, and after it the regressed runs do not
/// count either. Its methods run within the caller's transaction or session.
@ApplicationScoped
public class BaselineService {

    private final BaselineRepository baselines;

    BaselineService(BaselineRepository baselines) {
        this.baselines = baselines;
    }

    /// The ends of these series; one without points is absent.
    public Uni<Map<Long, Stretch>> endsOf(Collection<Long> seriesIds) {
        return seriesIds.isEmpty() ? Uni.createFrom().item(Map.of()) : baselines.ends(seriesIds);
    }

    /// From here on the series is no baseline, until the finding is over.
    public Uni<Void> leaveOut(long findingId, long seriesId, Position from) {
        return baselines.leaveOut(findingId, seriesId, from);
    }

    /// The finding is over: from here on the series is normal again.
    public Uni<Void> takeIn(long findingId, Position from) {
        return baselines.end(findingId, from);
    }

    /// There was nothing: all of the series is normal.
    public Uni<Void> takeAllIn(long findingId) {
        return baselines.withdraw(findingId);
    }
}
