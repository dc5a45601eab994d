package io.llmlab.alert.policy;

import java.util.List;

/// Says where news of an alert go whose rule names no channel. It knows neither clock nor database.
public interface Router {

    /// Each channel at most once; none where no route fits.
    List<Target> targets(Traits alert);
}
