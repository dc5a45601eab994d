package io.llmlab.e2e;

import io.llmlab.bench.store.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;

/// The alert service's database, in which time can pass while the service is away: all times that stand there move
/// into the past.
final class AlertDatabase implements AutoCloseable {

    private static final String TIMES = """
            select table_name, string_agg(format('%1$I = %1$I - make_interval(secs => $SECONDS)', column_name), ', ')
            from information_schema.columns join information_schema.tables using (table_schema, table_name)
            where table_schema = current_schema and table_type = 'BASE TABLE' and data_type = 'timestamp with time zone'
            group by table_name""";

    private static final String DUE = """
            select (select count(*) from timer where claim_at <= now())
                 + (select count(*) from delivery where status in ('PENDING', 'SENDING') and due_at <= now())
                 + (select count(*) from digest where next_at <= now())""";

    private final Connection connection;

    /// @param url the service's `DATABASE_URL`
    AlertDatabase(String url) throws SQLException {
        connection = Database.connect(url);
    }

    /// Nobody else may be at work on it. Mute times begin on the wall clock: so much earlier from now on.
    void letPass(Duration time) throws SQLException {
        try (var statement = connection.createStatement()) {
            var moves = new ArrayList<String>();
            try (var tables = statement.executeQuery(TIMES)) {
                while (tables.next()) {
                    moves.add("update %s set %s".formatted(tables.getString(1), tables.getString(2)));
                }
            }
            for (var move : moves) {
                statement.execute(move.replace("$SECONDS", Long.toString(time.toSeconds())));
            }
        }
        beginEarlier(time);
    }

    private void beginEarlier(Duration time) throws SQLException {
        try (var statement = connection.createStatement()) {
            var minutes = Math.toIntExact(time.toMinutes());
            var begins =
                    number("select split_part(cron, ' ', 2)::int * 60 + split_part(cron, ' ', 1)::int from mute_time");
            var earlier = LocalTime.MIN.plusMinutes(begins).minusMinutes(minutes);
            statement.execute("update mute_time set cron = '%s'".formatted(daily(earlier)));
        }
    }

    /// The expression of a mute time or digest of each day.
    static String daily(LocalTime at) {
        return "%d %d * * *".formatted(at.getMinute(), at.getHour());
    }

    /// Whether the service has done all that is due by now.
    boolean isIdle() throws SQLException {
        return number(DUE) == 0;
    }

    /// Whether it has looked at the run.
    boolean knows(long run) throws SQLException {
        return number("select count(*) from recent_run where run_id = " + run) == 1;
    }

    /// Messages to a channel that only keeps them.
    long kept(String channel) throws SQLException {
        return number("select count(*) from delivery where status = 'SENT' and channel = '%s'".formatted(channel));
    }

    private long number(String query) throws SQLException {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(query)) {
            found.next();
            return found.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
