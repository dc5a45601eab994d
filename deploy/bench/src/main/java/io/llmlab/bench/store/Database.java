package io.llmlab.bench.store;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// A service's database, as the benchmark sees it.
public final class Database {

    private Database() {}

    /// A connection that can be told from the service's own by its application name.
    ///
    /// @param url the service's `DATABASE_URL`
    public static Connection connect(String url) throws SQLException {
        var address = URI.create(url);
        var credentials = address.getUserInfo().split(":", 2);
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%d%s?ApplicationName=bench"
                        .formatted(address.getHost(), address.getPort(), address.getPath()),
                credentials[0],
                credentials[1]);
    }
}
