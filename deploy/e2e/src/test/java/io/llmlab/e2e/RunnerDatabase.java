package io.llmlab.e2e;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The benchmark runner's database, which keeps a record of each change of a run's state or owner while it is watched.
final class RunnerDatabase implements AutoCloseable {

    /// A firing is slowed down, so that a process that is killed at any moment is often killed in the middle of one.
    private static final String WATCH = """
            create table watched_step (
                n bigint generated always as identity primary key, at timestamptz not null default clock_timestamp(),
                run_id bigint, old_status text, status text, old_attempt int, attempt int,
                old_lease timestamptz, lease timestamptz);
            create function watch_step() returns trigger language plpgsql as $$ begin
                insert into watched_step (run_id, old_status, status, old_attempt, attempt, old_lease, lease)
                values (old.id, old.status, new.status, old.attempt, new.attempt, old.lease_until, new.lease_until);
                return null;
            end $$;
            create trigger watch_step after update on run for each row
                when (old.status is distinct from new.status or old.attempt is distinct from new.attempt)
                execute function watch_step();
            create function dawdle() returns trigger language plpgsql as $$ begin
                perform pg_sleep(0.05);
                return new;
            end $$;
            create trigger dawdle before insert on job_firing for each row execute function dawdle();""";

    private static final String CLAIMS = """
            select at, run_id, old_status = 'RUNNING' and old_lease is not null, old_lease
            from watched_step where status = 'RUNNING' and lease is not null and attempt > old_attempt order by n""";
    private static final String HAND_BACKS = """
            select b.at, b.run_id, (select min(c.at) from watched_step c where c.run_id = b.run_id and c.n > b.n)
            from watched_step b where b.status = 'RUNNING' and b.old_status = 'RUNNING' and b.lease is null order by b.n""";
    private static final String MOST_RUNNING = """
            select max(held) from (select sum(case
                when old_status = 'QUEUED' and status = 'RUNNING' then 1
                when old_status = 'RUNNING' and status <> 'RUNNING' then -1 else 0 end) over (order by n) as held
                from watched_step) as held""";
    private static final String FIRINGS = """
            select j.job_id, f.scheduled_at, f.run_id, r.scheduled_job_id, r.status
            from job_firing f join job j on j.id = f.job left join run r on r.id = f.run_id
            order by j.job_id, f.scheduled_at""";

    private final Connection connection;

    /// @param takenOver whether its owner was no longer heard of
    /// @param oldLease until when the one before should have been heard of, if there was one
    record Claim(Instant at, long runId, boolean takenOver, Instant oldLease) {}

    record HandBack(Instant at, long runId, Instant claimedAt) {}

    /// @param runOf the job whose run it is
    record Firing(String job, Instant scheduledAt, long runId, String runOf, String status) {}

    @FunctionalInterface
    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private RunnerDatabase(Connection connection) {
        this.connection = connection;
    }

    static RunnerDatabase watch(String databaseUrl) throws SQLException {
        var url = URI.create(databaseUrl);
        var credentials = url.getUserInfo().split(":", 2);
        var connection = DriverManager.getConnection(
                "jdbc:postgresql://%s:%d%s".formatted(url.getHost(), url.getPort(), url.getPath()),
                credentials[0],
                credentials[1]);
        try (var statement = connection.createStatement()) {
            statement.execute(WATCH);
        }
        return new RunnerDatabase(connection);
    }

    Instant now() {
        return all("select clock_timestamp()", row -> instant(row, 1)).getFirst();
    }

    /// Each time a replica took a run.
    List<Claim> claims() {
        return all(CLAIMS, row -> new Claim(instant(row, 1), row.getLong(2), row.getBoolean(3), instant(row, 4)));
    }

    /// Each time a replica gave a run back because it stopped.
    List<HandBack> handBacks() {
        return all(HAND_BACKS, row -> new HandBack(instant(row, 1), row.getLong(2), instant(row, 3)));
    }

    /// The most runs that were running at a time.
    long mostRunning() {
        return number(MOST_RUNNING);
    }

    List<Firing> firings() {
        return all(
                FIRINGS,
                row -> new Firing(
                        row.getString(1), instant(row, 2), row.getLong(3), row.getString(4), row.getString(5)));
    }

    long number(String query) {
        return all(query, row -> row.getLong(1)).getFirst();
    }

    /// The questions whose answers are stored.
    Set<String> stored() {
        return new HashSet<>(all("select prompt from sample", row -> row.getString(1)));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        var time = row.getTimestamp(column);
        return time == null ? Instant.MAX : time.toInstant();
    }

    private <T> List<T> all(String query, Reader<T> reader) {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(query)) {
            var rows = new ArrayList<T>();
            while (found.next()) {
                rows.add(reader.read(found));
            }
            return rows;
        } catch (SQLException failure) {
            throw new AssertionError("The runner's database does not answer: " + query, failure);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
