package io.llmlab.platform.database;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// `postgresql://user:password@host:port/database?sslmode=…`, as Postgres' own tools take it (libpq, section 32.1.1.2).
///
/// @param options what stands after the question mark, without it; empty when nothing does
record DatabaseUrl(String user, String password, String host, int port, String database, String options) {

    private static final int DEFAULT_PORT = 5432;

    /// @throws IllegalArgumentException with a message for the operator; it never repeats the password
    static DatabaseUrl parse(String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(
                    "DATABASE_URL is no URL; percent-encode special characters of the password");
        }
        if (uri.getScheme() == null || !uri.getScheme().matches("postgres(ql)?") || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "DATABASE_URL must look like postgresql://user:password@host:port/database");
        }
        var credentials = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
        var colon = credentials.indexOf(':');
        var path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return new DatabaseUrl(
                decode(colon < 0 ? credentials : credentials.substring(0, colon)),
                decode(colon < 0 ? "" : credentials.substring(colon + 1)),
                uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                path.startsWith("/") ? path.substring(1) : path,
                uri.getRawQuery() == null ? "" : uri.getRawQuery());
    }

    /// The settings of both Quarkus data sources.
    Map<String, String> settings() {
        var address = "postgresql://%s:%d/%s%s".formatted(host, port, database, options.isEmpty() ? "" : "?" + options);
        var settings = new LinkedHashMap<String, String>();
        settings.put("quarkus.datasource.username", user);
        settings.put("quarkus.datasource.password", password);
        settings.put("quarkus.datasource.reactive.url", address);
        settings.put("quarkus.datasource.jdbc.url", "jdbc:" + address);
        return settings;
    }

    @Override
    public String toString() {
        return "postgresql://%s@%s:%d/%s".formatted(user, host, port, database);
    }

    private static String decode(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
