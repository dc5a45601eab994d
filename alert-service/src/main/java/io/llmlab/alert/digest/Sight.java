package io.llmlab.alert.digest;

import java.util.List;

/// What detectors would have seen, as regression-service says.
sealed interface Sight {

    /// @param smallest drops that would have been seen, one a series of quality, the largest last
    /// @param findings that were made in the time, whether a rule made an alert of them or not
    record Known(List<Drop> smallest, long findings) implements Sight {}

    /// @param reason for a person
    record Unknown(String reason) implements Sight {}

    /// The smallest drop of a series that three runs, or one, would have shown with a chance of 80 %.
    ///
    /// @param size in the metric's unit
    record Drop(double size, String metric, String dataset, String model) {}
}
