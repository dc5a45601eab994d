package io.llmlab.platform.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.List;

/// Lets each connection keep every statement it has prepared, however long its text is.
///
/// The client keeps none of 2,048 characters or more, so that the longest ones were parsed and planned each
/// time, which took as long as all the rest of them. How many are kept stays bounded (256 a connection), and a
/// service keeps them at all only where `quarkus.datasource.reactive.cache-prepared-statements` says so.
@Singleton
class KeptStatements implements PgPoolCreator {

    @Override
    public Pool create(Input input) {
        input.pgConnectOptionsList().forEach(options -> options.setPreparedStatementCacheSqlFilter(_ -> true));
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(List.copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }
}
