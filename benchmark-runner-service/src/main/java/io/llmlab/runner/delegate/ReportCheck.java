package io.llmlab.runner.delegate;

import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.problem.FieldError;
import io.llmlab.runner.load.MeasurementCheck;
import java.util.ArrayList;

/// What the fields of a report must be together; each that does not fit is named.
final class ReportCheck {

    private static final int MOST_ERRORS = 100;

    private ReportCheck() {}

    /// @throws Invalid naming up to 100 of the values that do not fit
    static void pass(Report report) {
        var errors = new ArrayList<>(MeasurementCheck.of(report.metricsOrNone(), report.samplesOrNone()));
        var done = report.done();
        var total = report.total();
        if (done != null && total != null && done > total) {
            errors.add(FieldError.inBody("/progress/done", "must be at most total, which is %d".formatted(total)));
        }
        if (report.errorMessage() != null && report.statusOrRunning() != Report.Status.FAILED) {
            errors.add(FieldError.inBody("/error_message", "belongs to status failed"));
        }
        if (!errors.isEmpty()) {
            throw new Invalid(errors.subList(0, Math.min(errors.size(), MOST_ERRORS)));
        }
    }
}
