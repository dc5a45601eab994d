package io.llmlab.regression.baseline;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.llmlab.regression.series.Advance;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// How series ended when they were looked at last, so that a run costs no reading of what was there before. What is
/// remembered counts only if the series' revision says that nothing has changed since, so that any number of services
/// may write to it.
@ApplicationScoped
class EndMemory {

    private final Cache<Long, Remembered> ends;

    EndMemory(BaselineConfig config) {
        ends = Caffeine.newBuilder().maximumSize(config.rememberedSeries()).build();
    }

    private record Remembered(long revision, End end) {}

    /// The end with the new run; empty where it must be read.
    Optional<End> after(Advance advance) {
        var before = advance.from();
        return before == null
                ? Optional.empty()
                : asOf(advance.seriesId(), before).map(end -> advanced(end, advance));
    }

    /// What is remembered of the series at this revision.
    Optional<End> asOf(long seriesId, long revision) {
        return Optional.ofNullable(ends.getIfPresent(seriesId))
                .filter(known -> known.revision() == revision)
                .map(Remembered::end);
    }

    private End advanced(End before, Advance advance) {
        var end = before.with(advance.point());
        ends.put(advance.seriesId(), new Remembered(advance.to(), end));
        return end;
    }

    /// A series that this very run began may lack what others know of it, whose transactions did not see it yet.
    ///
    /// @param end as it was read with the new run
    void remember(Advance advance, End end) {
        if (end.inOrder() && advance.from() != null) {
            ends.put(advance.seriesId(), new Remembered(advance.to(), end));
        }
    }
}
