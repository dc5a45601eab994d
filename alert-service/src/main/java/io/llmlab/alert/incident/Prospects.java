package io.llmlab.alert.incident;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import io.llmlab.alert.incident.Incidents.Identity;
import io.llmlab.alert.ledger.Ledger;
import io.llmlab.platform.database.PlainSql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// What work that is done together finds out at once about alerts that it may open, so that nobody asks for
/// each of them. Whoever does so keeps others from opening some.
@ApplicationScoped
class Prospects {

    private static final String SEEN = """
            select fingerprint from alert where fingerprint = any($1)
            union select fingerprint from alert_part where fingerprint = any($1)""";

    private static final String IDS =
            "select nextval(pg_get_serial_sequence('alert', 'id')) from generate_series(1, $1)";

    private static final String OPEN_SERIES = """
            select series.model_id, series.dataset_name, series.metric_type, series.metric_name
            from unnest($1::bigint[], $2::text[], $3::text[], $4::text[])
                as series (model_id, dataset_name, metric_type, metric_name)
            join alert on alert.model_id = series.model_id and alert.dataset_name = series.dataset_name
                and alert.metric_name = series.metric_name and alert.metric_type = series.metric_type
                and alert.status <> 'RESOLVED' and alert.parts_total = 1
            union
            select series.model_id, series.dataset_name, series.metric_type, series.metric_name
            from unnest($1::bigint[], $2::text[], $3::text[], $4::text[])
                as series (model_id, dataset_name, metric_type, metric_name)
            join alert_part part on part.model_id = series.model_id and part.dataset_name = series.dataset_name
                and part.metric_name = series.metric_name and part.metric_type = series.metric_type
                and part.cleared_at is null""";

    private static final String OPEN_OF_GROUPS = """
            select wanted.rule_id, wanted.group_id, alert.id
            from unnest($1::text[], $2::bigint[]) as wanted (rule_id, group_id)
            join alert on alert.group_id = wanted.group_id and alert.rule_id = wanted.rule_id
                and alert.status <> 'RESOLVED'
            union
            select wanted.rule_id, wanted.group_id, alert.id
            from unnest($1::text[], $2::bigint[]) as wanted (rule_id, group_id)
            join alert_part part on part.group_id = wanted.group_id
            join alert on alert.id = part.alert_id and alert.rule_id = wanted.rule_id and alert.status <> 'RESOLVED'
            order by 3""";

    private final Ledger ledger;

    Prospects(Ledger ledger) {
        this.ledger = ledger;
    }

    /// @param unseen the identities that never had an alert
    /// @param ids for one each
    /// @param open the series of which there are open alerts
    /// @param groups the open alerts of a rule and group
    private record Prospect(Set<String> unseen, Deque<Long> ids, Set<Series> open, Map<GroupOfRule, Long> groups) {}

    private record GroupOfRule(String ruleId, long group) {}

    Uni<Void> lookUp(Collection<Identity> identities) {
        return ledger.once(Prospect.class, () -> look(identities)).replaceWithVoid();
    }

    /// None of the look-ups waits for the answer to another.
    private static Uni<Prospect> look(Collection<Identity> identities) {
        return Uni.combine()
                .all()
                .unis(unseen(identities), ids(identities), open(identities), groups(identities))
                .with(Prospect::new);
    }

    private static Uni<Set<String>> unseen(Collection<Identity> identities) {
        var unseen = new HashSet<String>();
        identities.forEach(identity -> unseen.add(identity.fingerprint()));
        return PlainSql.rows(SEEN, (Object) unseen.toArray(String[]::new))
                .invoke(seen -> seen.forEach(row -> unseen.remove((String) row[0])))
                .replaceWith(unseen);
    }

    private static Uni<Set<Series>> open(Collection<Identity> identities) {
        var series = identities.stream().map(Identity::series).distinct().toList();
        return PlainSql.rows(
                        OPEN_SERIES,
                        column(series, Long[]::new, Series::modelId),
                        column(series, String[]::new, Series::dataset),
                        column(series, String[]::new, Series::metricType),
                        column(series, String[]::new, Series::metricName))
                .map(rows -> rows.stream()
                        .map(row -> new Series((Long) row[0], (String) row[1], (String) row[2], (String) row[3]))
                        .collect(toSet()));
    }

    private static Uni<Map<GroupOfRule, Long>> groups(Collection<Identity> identities) {
        return groups(identities.stream()
                .map(Prospects::groupOfRule)
                .filter(Objects::nonNull)
                .collect(toSet()));
    }

    private static Uni<Map<GroupOfRule, Long>> groups(Set<GroupOfRule> wanted) {
        return wanted.isEmpty()
                ? Uni.createFrom().item(new HashMap<>())
                : PlainSql.rows(
                                OPEN_OF_GROUPS,
                                column(wanted, String[]::new, GroupOfRule::ruleId),
                                column(wanted, Long[]::new, GroupOfRule::group))
                        .map(Prospects::oldest);
    }

    private static Map<GroupOfRule, Long> oldest(List<Object[]> rows) {
        var oldest = new HashMap<GroupOfRule, Long>();
        rows.forEach(row -> oldest.putIfAbsent(new GroupOfRule((String) row[0], (Long) row[1]), (Long) row[2]));
        return oldest;
    }

    private static @Nullable GroupOfRule groupOfRule(Identity identity) {
        var group = identity.group();
        return group == null ? null : new GroupOfRule(identity.rule().ruleId(), group);
    }

    private Optional<Prospect> prospect() {
        return ledger.known(Prospect.class);
    }

    /// Whether nobody need look for alerts of this identity: there never was one.
    boolean isUnseen(String fingerprint) {
        return prospect()
                .filter(prospect -> prospect.unseen().contains(fingerprint))
                .isPresent();
    }

    /// Whether nobody need look for open alerts of this series.
    boolean isNotOpen(Series series) {
        return prospect().filter(known -> !known.open().contains(series)).isPresent();
    }

    /// The open alert of the same rule and group, or null.
    Uni<Optional<Long>> openOfGroup(Identity identity) {
        var group = groupOfRule(identity);
        if (group == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        return prospect()
                .map(known -> Uni.createFrom().item(known.groups()))
                .orElseGet(() -> groups(Set.of(group)))
                .map(groups -> Optional.ofNullable(groups.get(group)));
    }

    /// For an alert to be opened; alerts that were opened later have higher ones.
    Uni<Long> nextId() {
        return prospect()
                .map(prospect -> prospect.ids().poll())
                .map(Uni.createFrom()::item)
                .orElseGet(() -> ids(1).map(Deque::element));
    }

    /// One for each that may be new: a number that is not needed is left out.
    private static Uni<Deque<Long>> ids(Collection<Identity> identities) {
        return ids(
                (int) identities.stream().map(Identity::fingerprint).distinct().count());
    }

    private static Uni<Deque<Long>> ids(int count) {
        return count == 0
                ? Uni.createFrom().item(new ArrayDeque<>())
                : PlainSql.rows(IDS, count)
                        .map(rows -> rows.stream().map(row -> (Long) row[0]).collect(toCollection(ArrayDeque::new)));
    }

    /// These are parts of an open alert from now on.
    void note(long alert, Collection<Identity> identities) {
        prospect().ifPresent(known -> identities.forEach(identity -> note(known, alert, identity)));
    }

    private static void note(Prospect known, long alert, Identity identity) {
        known.unseen().remove(identity.fingerprint());
        var group = groupOfRule(identity);
        if (group != null) {
            known.groups().putIfAbsent(group, alert);
        }
    }

    private static <R, T> T[] column(Collection<R> of, IntFunction<T[]> array, Function<R, @Nullable T> value) {
        return of.stream().map(value).toArray(array);
    }
}
