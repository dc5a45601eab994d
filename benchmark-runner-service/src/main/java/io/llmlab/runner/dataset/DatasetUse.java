package io.llmlab.runner.dataset;

import io.smallrye.mutiny.Uni;
import java.util.List;

/// Says what would break if a data set were deleted; a feature that rests on data sets implements it as a bean.
public interface DatasetUse {

    /// What uses the data set now, in words such as `job nightly`; empty where nothing does. Called in a transaction.
    Uni<List<String>> usersOf(String dataset);
}
