package io.llmlab.regression.cause;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.regression.cause.CauseService.Question;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What else is stored around a finding; a bounded number of series, each looked up by its indexes.
@ApplicationScoped
class CauseRepository {

    private static final int MOST_SERIES = 500;

    /// How long ago a series may have been measured to count as known before.
    private static final String KNOWN_SINCE = "interval '60 days'";

    /// Of each kind at most so many, so that a large installation costs no more than a small one: those measured last,
    /// of those measured since. Worse is what has a direction and was no false alarm.
    private static final String PEERS = """
            with bounds as (
                select cast(cast(:from as text) as timestamptz) as from_at,
                    cast(cast(:middle as text) as timestamptz) as middle_at,
                    cast(cast(:until as text) as timestamptz) as until_at),
            me as (select provider from model where id = :model),
            peer as (
                (select id, model_id, dataset_name from series, bounds
                 where metric_type = :type and dataset_name = :dataset and model_id <> :model
                    and newest_at >= middle_at order by newest_at desc, id limit :most)
                union
                (select id, model_id, dataset_name from series, bounds
                 where metric_type = :type and model_id = :model and dataset_name <> :dataset
                    and newest_at >= middle_at order by newest_at desc, id limit :most)
                union
                (select s.id, s.model_id, s.dataset_name from me join model m on m.provider = me.provider
                    join series s on s.model_id = m.id cross join bounds
                 where s.metric_type = :type and m.id <> :model
                    and s.newest_at >= middle_at order by s.newest_at desc, s.id limit :most)
                union
                (select id, model_id, dataset_name from series, bounds
                 where metric_type = :type and model_id <> :model
                    and newest_at >= middle_at order by newest_at desc, id limit :most))
            select peer.model_id, model.name, coalesce(model.provider, 'unknown') as provider, peer.dataset_name,
                exists (
                    select from finding f
                    where f.series_id = peer.id and f.onset_at between bounds.from_at and bounds.until_at
                        and f.higher_is_better is not null and not f.withdrawn
                        and f.disposition is distinct from 'FALSE_ALARM') as moved
            from bounds cross join peer join model on model.id = peer.model_id
            where exists (
                    select from point
                    where series_id = peer.id and not excluded
                        and at >= bounds.from_at - %s and at < bounds.middle_at)
                and exists (
                    select from point
                    where series_id = peer.id and not excluded
                        and at >= bounds.middle_at and at <= bounds.until_at)""".formatted(KNOWN_SINCE);

    private static final String PROVIDER = "select coalesce(provider, 'unknown') from model where id = :model";

    private static final String CIRCUMSTANCES =
            "select run_id, coalesce(circumstances, '{}') from measured_run where run_id in (:runs)";

    private static final TypeReference<Map<String, String>> PARTS = new TypeReference<>() {};

    private final ObjectMapper mapper;

    CauseRepository(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    Uni<PeerList> peers(Question question, Window window) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(PEERS, Object[].class)
                        .setParameter("from", window.from().toString())
                        .setParameter("middle", window.middle().toString())
                        .setParameter("until", window.until().toString())
                        .setParameter("type", question.metricType())
                        .setParameter("dataset", question.datasetName())
                        .setParameter("model", question.modelId())
                        .setParameter("most", MOST_SERIES)
                        .getResultList())
                .map(rows -> new PeerList(rows.stream()
                        .map(row -> new PeerSeries(
                                (Long) row[0], (String) row[1], (String) row[2], (String) row[3], (Boolean) row[4]))
                        .toList()));
    }

    Uni<String> providerOf(long modelId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(PROVIDER, String.class)
                        .setParameter("model", modelId)
                        .getSingleResult());
    }

    /// Between the last good run and the first bad one; nothing where one of them is not known.
    Uni<List<Change>> changes(Onset onset) {
        var lastGood = onset.lastGood();
        if (lastGood == null) {
            return Uni.createFrom().item(List.of());
        }
        var first = onset.at().runId();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(CIRCUMSTANCES, Object[].class)
                        .setParameter("runs", List.of(lastGood.runId(), first))
                        .getResultList())
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
