package io.llmlab.regression.finding;

import io.llmlab.regression.config.Watch;
import java.util.Set;

/// Which looks open nothing now.
///
/// @param waiting series with a suspicion that waits for repeats: methods that ask for confirmation wait with it,
/// others look as ever
/// @param everything the run is a repeat: it shows whether what is suspected already stays
record Hold(Set<Long> waiting, boolean everything) {

    static final Hold NOTHING = new Hold(Set.of(), false);
    static final Hold EVERYTHING = new Hold(Set.of(), true);

    boolean keeps(long seriesId, Watch watch) {
        return everything || (watch.confirmRuns() > 0 && waiting.contains(seriesId));
    }
}
