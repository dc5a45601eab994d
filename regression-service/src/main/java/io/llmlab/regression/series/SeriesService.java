package io.llmlab.regression.series;

import static java.util.Objects.requireNonNull;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Keeps the series. Its methods run within the caller's transaction or session.
@ApplicationScoped
public class SeriesService {

    private final ModelRepository models;
    private final RunRepository runs;
    private final SeriesRepository series;
    private final PointRepository points;
    private final PointWriter writer;
    private final PlaceRepository places;

    SeriesService(
            ModelRepository models,
            RunRepository runs,
            SeriesRepository series,
            PointRepository points,
            PointWriter writer,
            PlaceRepository places) {
        this.models = models;
        this.runs = runs;
        this.series = series;
        this.points = points;
        this.writer = writer;
        this.places = places;
    }

    /// @param told one told of twice is as it was told last
    public Uni<Void> know(List<ModelRef> told) {
        return models.know(told.stream()
                .collect(Collectors.toMap(ModelRef::id, Function.identity(), (_, last) -> last))
                .values());
    }

    /// Adds a point to each of the runs' series. A run that is known already adds nothing; but where it was excluded or
    /// included since, its points are taken out or put back.
    ///
    /// @param told runs of known models, no two of them with a series in common
    /// @return what they changed, in their order
    public Uni<List<Appended>> append(List<MeasuredRun> told) {
        return told.isEmpty()
                ? Uni.createFrom().item(List.of())
                : runs.claim(told).chain(fresh -> append(told, fresh));
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
        return points.newest(seriesIds.stream().collect(Collectors.toMap(id -> id, _ -> Position.BEFORE_ALL)), most);
    }

    /// The same of the points from a place on.
    ///
    /// @param since by series
    public Uni<Map<Long, List<Point>>> newestPoints(Map<Long, Position> since, int most) {
        return points.newest(since, most);
    }

    private Uni<List<Appended>> append(List<MeasuredRun> told, Set<Long> fresh) {
        var parted = told.stream().collect(Collectors.partitioningBy(run -> fresh.contains(run.id())));
        return add(requireNonNull(parted.get(true)))
                .chain(added -> judge(requireNonNull(parted.get(false)))
                        .map(judged -> inOrder(told, Stream.concat(added.stream(), judged.stream()))));
    }

    private static List<Appended> inOrder(List<MeasuredRun> told, Stream<Appended> appended) {
        var byRun = appended.collect(Collectors.toMap(one -> one.run().id(), Function.identity()));
        return told.stream().map(run -> requireNonNull(byRun.get(run.id()))).toList();
    }

    private Uni<List<Appended>> add(List<MeasuredRun> fresh) {
        return fresh.isEmpty()
                ? Uni.createFrom().item(List.of())
                : points.provideMonthsOf(fresh.stream().map(MeasuredRun::at).toList())
                        .chain(() -> writer.append(fresh));
    }

    private Uni<List<Appended>> judge(List<MeasuredRun> known) {
        return Multi.createFrom()
                .iterable(known)
                .onItem()
                .transformToUniAndConcatenate(this::judge)
                .collect()
                .asList();
    }

    private Uni<Appended> judge(MeasuredRun run) {
        return runs.judge(run)
                .chain(changed -> changed ? move(run) : Uni.createFrom().item(Appended.nothing(run)));
    }

    private Uni<Appended> move(MeasuredRun run) {
        return series.provide(run)
                .call(itsSeries -> points.judge(run, itsSeries))
                .map(itsSeries -> new Appended(run, itsSeries, true, List.of()));
    }
}
