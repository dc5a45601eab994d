package io.llmlab.bench.alert;

import io.llmlab.bench.store.Database;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// The alert service's tables, as the benchmark fills them: opening so many alerts by events would take longer
/// than all measurements.
final class AlertDatabase implements AutoCloseable {

    private static final String ALERTS = """
            insert into alert (rule_id, fingerprint, alert_type, severity, status, title, message, model, model_id,
                run_id, dataset_name, metric_type, metric_name, streams, trigger_value, threshold_value,
                baseline_value, occurrences, opened_at, last_seen_at,
                last_told_at, evidence, notification_channels)
            select 'bench', 'list-' || n, 'PERFORMANCE_REGRESSION', 'CRITICAL', 'ACTIVE',
                'overall_accuracy of bench on list-' || n || ' fell by 61.5 %',
                'overall_accuracy fell from 0.563 to 0.217 (-61.5 %, p = 0.0007, n = 3)',
                '{"id": 1, "name": "bench", "provider": "custom", "labels": {}}', n % 100 + 1, n, 'list-' || n,
                'accuracy', 'overall_accuracy', '["bench"]', 0.2168, 0.1, 0.5625, 1, now(), now(), now(), '{}', '["bench"]'
            from generate_series(1, ?) as n""";

    private static final String NOTIFICATIONS = """
            insert into notification (message, kind) select '{}', 'OPENED' from generate_series(1, ?)""";

    private static final String ABOUT = """
            insert into notification_alert (notification_id, alert_id)
            select n.id, a.id from notification n join alert a on a.id = n.id""";

    private static final String DELIVERIES = """
            insert into delivery (notification_id, channel, status, finished_at)
            select id, 'bench', 'SENT', now() from notification""";

    private static final String WAYS = """
            select alert.dataset_name, notification.created_at, alert.opened_at, attempt.started_at
            from alert
            join notification_alert about on about.alert_id = alert.id
            join notification on notification.id = about.notification_id
            join delivery on delivery.notification_id = notification.id
            join delivery_attempt attempt on attempt.delivery_id = delivery.id and attempt.attempt = 1
            where alert.id > (select max(id) from alert) - ?""";

    private final Connection connection;

    AlertDatabase(String url) throws IOException {
        try {
            connection = Database.connect(url);
        } catch (SQLException failure) {
            throw refused(failure);
        }
    }

    /// When the newest alerts passed where, by their findings' items.
    ///
    /// @param newest how many of them
    /// @param due when each item's finding was
    /// @param came when the webhook was called about it
    List<Stages> stagesOf(int newest, IntFunction<Instant> due, IntFunction<Instant> came) throws IOException {
        var ways = new ArrayList<Stages>(newest);
        try (var select = connection.prepareStatement(WAYS)) {
            select.setInt(1, newest);
            for (var row = select.executeQuery(); row.next(); ) {
                var item = HookReceiver.itemOf(row.getString(1));
                ways.add(new Stages(
                        due.apply(item), instant(row, 2), instant(row, 3), instant(row, 4), came.apply(item)));
            }
        } catch (SQLException failure) {
            throw refused(failure);
        }
        return ways;
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /// Forgets all alerts and stores so many open ones, each with a delivery.
    ///
    /// @return the newest one's id
    long openAlerts(int count) throws IOException {
        try (var statement = connection.createStatement()) {
            statement.execute("truncate alert, notification restart identity cascade");
            insert(NOTIFICATIONS, count);
            statement.execute(DELIVERIES);
            insert(ALERTS, count);
            statement.execute(ABOUT);
            // As autovacuum leaves it within a minute.
            statement.execute("vacuum analyze alert, notification, notification_alert, delivery");
            return count;
        } catch (SQLException failure) {
            throw refused(failure);
        }
    }

    private void insert(String sql, int count) throws SQLException {
        try (var insert = connection.prepareStatement(sql)) {
            insert.setInt(1, count);
            insert.executeUpdate();
        }
    }

    private static IOException refused(SQLException failure) {
        return new IOException("The alert service's database refused: " + failure.getMessage(), failure);
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw refused(failure);
        }
    }
}
