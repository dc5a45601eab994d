package io.llmlab.regression.baseline;

import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.llmlab.platform.problem.FieldError;
import io.llmlab.regression.series.Place;
import io.llmlab.regression.series.Position;
import io.llmlab.regression.series.Series;
import io.llmlab.regression.series.SeriesKey;
import io.llmlab.regression.series.SeriesService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;

/// Finds the series and the runs that a request names, and says what is wrong with them.
@ApplicationScoped
class ChosenRuns {

    private final SeriesService series;

    ChosenRuns(SeriesService series) {
        this.series = series;
    }

    /// @param runs oldest first, one at least
    record Chosen(Series series, List<Position> runs) {}

    /// Lets no run be added to the series until the transaction ends.
    ///
    /// @throws NotFound where there is no such model or series
    /// @throws Invalid where a run has no point in it, or the range is too long
    Uni<Chosen> of(BaselineRequest request) {
        var key = request.key();
        return series.requireModel(key.modelId())
                .chain(() -> series.named(key))
                .invoke(found -> requireSome(found, key))
                .chain(found -> places(found, request))
                .call(chosen -> series.lock(chosen.series().id()))
                .chain(chosen ->
                        request.isRange() ? range(chosen) : Uni.createFrom().item(chosen));
    }

    private static void requireSome(List<Series> found, SeriesKey key) {
        if (found.isEmpty()) {
            throw new NotFound("series", key.describe());
        }
    }

    private Uni<Chosen> places(List<Series> candidates, BaselineRequest request) {
        return series.places(candidates.stream().map(Series::id).toList(), request.namedRuns())
                .map(places -> chosen(candidates, places, request));
    }

    private static Chosen chosen(List<Series> candidates, List<Place> places, BaselineRequest request) {
        requireAll(places, request);
        var ids = places.stream().map(Place::seriesId).collect(Collectors.toSet());
        if (ids.size() > 1) {
            throw Invalid.inBody("/run_ids", "must be runs of one stream: only these can be compared");
        }
        var of = candidates.stream().filter(one -> ids.contains(one.id())).findFirst();
        return new Chosen(of.orElseThrow(), places.stream().map(Place::position).toList());
    }

    private static void requireAll(List<Place> places, BaselineRequest request) {
        var known = places.stream().map(place -> place.position().runId()).collect(Collectors.toSet());
        var missing = request.namedRuns().stream()
                .filter(run -> !known.contains(run))
                .map(run -> FieldError.inBody(
                        request.placeOf(run), "run %d is not in this series, or is excluded".formatted(run)))
                .toList();
        if (!missing.isEmpty()) {
            throw new Invalid(missing);
        }
    }

    private Uni<Chosen> range(Chosen ends) {
        var first = ends.runs().getFirst();
        var last = ends.runs().getLast();
        return series.places(ends.series().id(), first, last, BaselineRequest.MOST_RUNS + 1)
                .invoke(ChosenRuns::requireFew)
                .map(places -> new Chosen(
                        ends.series(), places.stream().map(Place::position).toList()));
    }

    private static void requireFew(List<Place> places) {
        if (places.size() > BaselineRequest.MOST_RUNS) {
            throw Invalid.inBody(
                    "/from_run_id", "the range has more than %d runs".formatted(BaselineRequest.MOST_RUNS));
        }
    }
}
