package io.llmlab.regression.config;

import io.llmlab.platform.database.PlainSql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The configurations in force, kept in memory and read anew as soon as one changed, by whichever instance: every run
/// asks for them, and they hardly ever change.
@ApplicationScoped
class ConfigsInForce {

    /// Each change adds a version, and none is ever removed: their number tells of a change, even of one that was
    /// committed after a later one.
    private static final String CHANGES = "select count(*) from detection_config_version";

    private final ConfigRepository configs;
    private volatile @Nullable Kept kept;

    ConfigsInForce(ConfigRepository configs) {
        this.configs = configs;
    }

    private record Kept(long changes, Watches watches) {}

    Uni<Watches> watches() {
        return PlainSql.rows(CHANGES).map(ConfigsInForce::number).chain(this::asOf);
    }

    private Uni<Watches> asOf(long changes) {
        var known = kept;
        return known != null && known.changes() == changes
                ? Uni.createFrom().item(known.watches())
                : configs.listAll().map(Watches::new).invoke(watches -> kept = new Kept(changes, watches));
    }

    private static long number(List<Object[]> rows) {
        return (Long) rows.getFirst()[0];
    }
}
