package io.llmlab.regression.config;

import io.llmlab.platform.problem.FieldError;
import io.llmlab.regression.detect.Detectors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which settings belong to which methods: one that has no effect is refused, so that nobody believes in it.
///
/// The original's five methods know a confidence and take each other's settings, as they always did; the others
/// spend an `alarm_rate` on each look.
final class Knobs {

    private Knobs() {}

    static boolean isOfTheOriginal(String method) {
        return !Detectors.controlsErrors(method);
    }

    /// What is set that the request's method does not know; empty of a method that nobody knows.
    static List<FieldError> strangers(ConfigRequest request, String place) {
        if (request.method() == null || Detectors.named(request.method()).isEmpty()) {
            return List.of();
        }
        return isOfTheOriginal(request.method()) ? ofTheOthers(request, place) : ofTheOriginal(request, place);
    }

    private static List<FieldError> ofTheOriginal(ConfigRequest request, String place) {
        var errors = new ArrayList<FieldError>();
        var advice = "belongs to %s; leave it out and set alarm_rate".formatted(names(Knobs::isOfTheOriginal));
        refuse(errors, request.thresholdPercent(), place + "/threshold_percent", advice);
        refuse(errors, request.statisticalConfidence(), place + "/statistical_confidence", advice);
        refuse(errors, request.windowSize(), place + "/window_size", advice);
        refuse(errors, request.baselineDays(), place + "/baseline_days", advice);
        return errors;
    }

    private static List<FieldError> ofTheOthers(ConfigRequest request, String place) {
        var errors = new ArrayList<FieldError>();
        var others = names(Detectors::controlsErrors);
        refuse(
                errors,
                request.alarmRate(),
                place + "/alarm_rate",
                "belongs to %s; leave it out and set statistical_confidence".formatted(others));
        refuse(
                errors,
                request.practicalFloor(),
                place + "/practical_floor",
                "belongs to %s; leave it out and set severity_thresholds".formatted(others));
        return errors;
    }

    private static void refuse(List<FieldError> errors, @Nullable Number set, String pointer, String advice) {
        if (set != null) {
            errors.add(FieldError.inBody(pointer, advice));
        }
    }

    private static String names(Predicate<String> which) {
        return String.join(", ", Detectors.names().stream().filter(which).toList());
    }
}
