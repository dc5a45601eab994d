package io.llmlab.regression.cause;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.platform.database.PlainSql;
import io.llmlab.regression.cause.CauseService.Question;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What else is stored around a finding; a bounded number of series, each looked up by its indexes.
@ApplicationScoped
class CauseRepository {

    private static final long MOST_SERIES = 200;

    /// How long ago a series may have been measured to count as known before.
    private static final String KNOWN_SINCE = "interval '60 days'";

    private static final String MEASURED_SINCE =
            "newest_day >= ($2::timestamptz at time zone 'UTC')::date and newest_at >= $2::timestamptz";

    /// Of each kind at most so many, so that a large installation costs no more than a small one: those measured on the
    /// last day, of those measured since. Worse is what has a direction and was no false alarm.
    ///
    /// The bounds stand in each condition, and one point is enough: else all points of each series are read.
    private static final String PEERS = """
            with peer as (
                (select id, model_id, dataset_name from series
                 where metric_type = $4 and dataset_name = $5 and model_id <> $6 and %1$s
                 order by newest_day desc, id limit $7)
                union
                (select id, model_id, dataset_name from series
                 where metric_type = $4 and model_id = $6 and dataset_name <> $5 and %1$s
                 order by newest_day desc, id limit $7)
                union
                (select series.id, series.model_id, series.dataset_name
                 from model me join model other on other.provider = me.provider join series on model_id = other.id
                 where me.id = $6 and other.id <> $6 and metric_type = $4 and %1$s
                 order by newest_day desc, series.id limit $7)
                union
                (select id, model_id, dataset_name from series
                 where metric_type = $4 and model_id <> $6 and %1$s
                 order by newest_day desc, id limit $7))
            select peer.model_id, model.name, coalesce(model.provider, 'unknown') as provider, peer.dataset_name,
                exists (
                    select from finding f
                    where f.series_id = peer.id and f.onset_at between $1::timestamptz and $3::timestamptz
                        and f.higher_is_better is not null and not f.withdrawn
                        and f.disposition is distinct from 'FALSE_ALARM') as moved
            from peer join model on model.id = peer.model_id
                cross join lateral (
                    select from point
                    where series_id = peer.id and not excluded and at >= $1::timestamptz - %2$s
                        and at < $2::timestamptz limit 1) before
                cross join lateral (
                    select from point
                    where series_id = peer.id and not excluded and at >= $2::timestamptz
                        and at <= $3::timestamptz limit 1) since""".formatted(MEASURED_SINCE, KNOWN_SINCE);

    private static final String PROVIDER = "select coalesce(provider, 'unknown') from model where id = $1";

    private static final String CIRCUMSTANCES =
            "select run_id, coalesce(circumstances, '{}') from measured_run where run_id = any($1)";

    private static final TypeReference<Map<String, String>> PARTS = new TypeReference<>() {};

    private final ObjectMapper mapper;

    CauseRepository(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    Uni<PeerList> peers(Question question, Window window) {
        return PlainSql.rows(
                        PEERS,
                        window.from().atOffset(ZoneOffset.UTC),
                        window.middle().atOffset(ZoneOffset.UTC),
                        window.until().atOffset(ZoneOffset.UTC),
                        question.metricType(),
                        question.datasetName(),
                        question.modelId(),
                        MOST_SERIES)
                .map(rows -> new PeerList(rows.stream()
                        .map(row -> new PeerSeries(
                                (Long) row[0], (String) row[1], (String) row[2], (String) row[3], (Boolean) row[4]))
                        .toList()));
    }

    Uni<String> providerOf(long modelId) {
        return PlainSql.rows(PROVIDER, modelId).map(rows -> (String) rows.getFirst()[0]);
    }

    /// Between the last good run and the first bad one; nothing where one of them is not known.
    Uni<List<Change>> changes(Onset onset) {
        var lastGood = onset.lastGood();
        if (lastGood == null) {
            return Uni.createFrom().item(List.of());
        }
        var first = onset.at().runId();
        return PlainSql.rows(CIRCUMSTANCES, (Object) new Long[] {lastGood.runId(), first})
                .map(this::byRun)
                .map(parts -> parts.size() < 2
                        ? List.of()
                        : Change.between(
                                parts.getOrDefault(lastGood.runId(), Map.of()), parts.getOrDefault(first, Map.of())));
    }

    private Map<Long, Map<String, String>> byRun(List<Object[]> rows) {
        return rows.stream().collect(Collectors.toMap(row -> (Long) row[0], row -> parts((String) row[1])));
    }

    private Map<String, String> parts(String json) {
        try {
            return mapper.readValue(json, PARTS);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("Stored circumstances are no longer readable", unreadable);
        }
    }
}
