package io.llmlab.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Pods of two releases work on one schema while the suite is upgraded, and after a `helm rollback`: migrations add,
/// and
/// what no longer is used goes one release later.
class MigrationsTest {

    private static final Pattern VERSION = Pattern.compile("V(\\d+)__.*");

    private static final String OF_PLATFORM = "V0001__outbox_inbox_idempotency_audit.sql";

    @ParameterizedTest
    @EnumSource
    void addAndTakeNothingAway(Project.Service service) {
        var since = beforeTheFirstRelease(service);

        assertThat(migrations(service)).anyMatch(file -> version(file) == since);
        assertThat(migrations(service).stream().filter(file -> version(file) > since))
                .allSatisfy(MigrationsTest::onlyAdds);
    }

    /// One that may be run again has to bear the pods of every release.
    @Test
    void ofAllServicesAddAndTakeNothingAway() {
        var folder = Project.path("platform/src/main/resources/db");

        assertThat(Project.files(folder, ".sql"))
                .isNotEmpty()
                .filteredOn(file -> !file.endsWith(OF_PLATFORM))
                .allSatisfy(MigrationsTest::onlyAdds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table run drop column source;",
                "alter table run\n    drop source;",
                "alter table run add column a int, drop column if exists b;",
                "drop table run;",
                "drop table if exists run cascade;",
                "drop function run_months_to_go(text, timestamptz);",
                "alter table run rename column source to origin;",
                "ALTER TABLE run RENAME TO execution;",
                "alter index run_by_time rename to run_at;",
                "alter table run alter column id type bigint;",
                "alter table run alter id set data type bigint using id::bigint;",
                "alter table run alter column source set not null;",
                "alter table run add column source text not null;",
                "alter table run add column share numeric(5, 2) not null;",
                "alter table run add source text check (source <> '') not null, add column b int not null default 1;",
                "do $$ begin alter table run drop column source; end $$;",
                "do $$ begin execute format('alter table %I drop column source', 'run'); end $$;",
                "-- contract: soon\ndrop table run;",
                "-- contract: 1.1\ndrop table metric;\ndrop table run;",
                "create temp table metric as select 1;\ndrop table run;",
                "insert into a values ('it''s; not over');\ndrop table run;",
                "-- It's a model's.\ndrop table run;"
            })
    void narrow(String migration) {
        assertThat(Narrowing.of(migration)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table run (id bigint primary key, source text not null);",
                "alter table run add column source text;",
                "alter table run add column source text not null default 'runner';",
                "alter table run add column source text default '';\nalter table run alter column source set not null;",
                "alter table run alter column source set default '';\nalter table run alter column source set not null;",
                "alter table run add column number bigint not null generated always as identity;",
                "alter table run alter column source drop not null;",
                "alter table run alter column source drop default, drop constraint run_check;",
                "alter table run add constraint run_source check (source is not null) not valid;",
                "drop index run_by_time;",
                "drop trigger if exists run_wakes on run;",
                "create function gone() returns void language plpgsql as $$ begin drop table run; end $$;",
                "create function gone() returns void language sql as $x$ alter table a rename to b; $x$;",
                "create temp table old as select 1;\ndrop table old;",
                "-- drop table run; is for later\ncreate index a on run (id);",
                "insert into note values ('drop table run;');",
                "-- Nobody reads it since 1.1.\n-- contract: 1.2\nalter table run drop column source;",
                "-- contract: 1.2.1\ndrop table run;"
            })
    void widen(String migration) {
        assertThat(Narrowing.of(migration)).isEmpty();
    }

    /// The newest that the first release has: nobody has pods of before.
    private static int beforeTheFirstRelease(Project.Service service) {
        return switch (service) {
            case RUNNER -> 302;
            case REGRESSION -> 210;
            case ALERT -> 320;
            case GATEWAY -> 107;
        };
    }

    private static void onlyAdds(Path migration) {
        assertThat(Narrowing.of(Project.read(migration)))
                .as("%s: a statement that narrows says `-- contract: <release>` above it", migration.getFileName())
                .isEmpty();
    }

    private static List<Path> migrations(Project.Service service) {
        return Project.files(Project.path(service.module).resolve("src/main/resources/db/migration"), ".sql");
    }

    private static int version(Path file) {
        return Stream.of(file.getFileName().toString())
                .map(VERSION::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> Integer.parseInt(matcher.group(1)))
                .findFirst()
                .orElse(Integer.MAX_VALUE);
    }
}
