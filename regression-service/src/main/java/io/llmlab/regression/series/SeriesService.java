package io.llmlab.regression.series;

import io.llmlab.regression.series.SeriesRepository.Provided;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Keeps the series. Its methods run within the caller's transaction or session.
@ApplicationScoped
public class SeriesService {

    private final ModelRepository models;
    private final SeriesRepository series;
    private final PointRepository points;
    private final PointWriter writer;
    private final PlaceRepository places;

    SeriesService(
            ModelRepository models,
            SeriesRepository series,
            PointRepository points,
            PointWriter writer,
            PlaceRepository places) {
        this.models = models;
        this.series = series;
        this.points = points;
        this.writer = writer;
        this.places = places;
    }

    public Uni<Void> know(ModelRef model) {
        return models.know(model);
    }

    /// Adds a point to each of the run's series. A run that is known already adds nothing; but where it was excluded or
    /// included since, its points are taken out or put back.
    public Uni<Appended> append(MeasuredRun run) {
        return models.know(run.model()).chain(() -> series.claim(run)).chain(first -> first ? add(run) : judge(run));
    }

    /// Fails where nobody has told of such a model.
    public Uni<Void> requireModel(long modelId) {
        return models.require(modelId);
    }

    /// The model as events name it; it must be known.
    public Uni<ModelRef> modelRef(long modelId) {
        return models.ref(modelId);
    }

    /// The series of this name: in the stream that the key names, or in all; none where nothing was measured.
    public Uni<List<Series>> named(SeriesKey key) {
        return series.named(key)
                .map(found -> found.stream()
                        .filter(one -> key.stream() == null || key.stream().equals(one.stream()))
                        .toList());
    }

    /// Lets no run be added to the series until the transaction ends.
    public Uni<Void> lock(long seriesId) {
        return series.lock(seriesId);
    }

    /// The same for several series.
    public Uni<Void> lock(Collection<Long> seriesIds) {
        return series.lock(seriesIds);
    }

    /// Where these runs stand in the series that have them; runs without a point, and excluded ones, are left out.
    public Uni<List<Place>> places(Collection<Long> seriesIds, Collection<Long> runIds) {
        return places.of(seriesIds, runIds);
    }

    /// Where the runs of a stretch stand, oldest first, without excluded ones.
    ///
    /// @param last inclusive
    /// @param limit at most so many
    public Uni<List<Place>> places(long seriesId, Position first, Position last, int limit) {
        return places.between(seriesId, first, last, limit);
    }

    public Uni<List<Long>> knownModels() {
        return models.all();
    }

    public Uni<List<Series>> ofModel(long modelId, Instant since) {
        return series.ofModel(modelId, since);
    }

    /// These series, by id; one that is not there is absent.
    public Uni<Map<Long, Series>> byIds(Collection<Long> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : series.byIds(ids).map(found -> found.stream().collect(Collectors.toMap(Series::id, one -> one)));
    }

    public Uni<Long> runsOf(long modelId, Instant since) {
        return series.runsOf(modelId, since);
    }

    public Uni<Map<Long, List<Point>>> pointsSince(Instant since, Collection<Long> seriesIds) {
        return points.since(since, seriesIds);
    }

    /// Of each series the newest points, at most so many, oldest first.
    public Uni<Map<Long, List<Point>>> newestPoints(Collection<Long> seriesIds, int most) {
        return points.newest(seriesIds, most);
    }

    private Uni<Appended> add(MeasuredRun run) {
        return points.provideMonthOf(run.at()).chain(() -> writer.append(run));
    }

    private Uni<Appended> judge(MeasuredRun run) {
        return series.judge(run)
                .chain(changed -> changed ? move(run) : Uni.createFrom().item(Appended.NOTHING));
    }

    private Uni<Appended> move(MeasuredRun run) {
        return series.provide(run)
                .map(provided -> provided.stream().map(Provided::series).toList())
                .call(itsSeries -> points.judge(run, itsSeries))
                .map(itsSeries -> new Appended(itsSeries, true));
    }
}
