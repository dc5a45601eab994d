package io.llmlab.runner.load;

import static java.util.Objects.requireNonNull;

import io.agroal.api.AgroalDataSource;
import io.llmlab.formats.ParsedBatch;
import io.llmlab.formats.ParsedModel;
import io.llmlab.formats.ParsedRun;
import io.llmlab.runner.model.ModelReference;
import io.llmlab.runner.model.ModelRegistry;
import io.llmlab.runner.model.Provider;
import io.llmlab.runner.run.RunLoader;
import io.llmlab.runner.run.RunView;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Stores the runs of one results file, all or none, in one transaction. It blocks.
@ApplicationScoped
class FileLoader {

    private final AgroalDataSource database;
    private final ModelRegistry models;
    private final RunLoader runs;
    private final Translation translation;

    FileLoader(AgroalDataSource database, ModelRegistry models, RunLoader runs, Translation translation) {
        this.database = database;
        this.models = models;
        this.runs = runs;
        this.translation = translation;
    }

    /// @param runs those that were stored now
    /// @param known how many are there already
    record Loaded(List<RunView> runs, int known) {}

    /// @param history the runs for which nobody is to be woken
    /// @throws RefusedFile where a run cannot be stored; none of the file is
    Loaded load(ParsedBatch batch, Set<ParsedRun> history) throws SQLException {
        batch.runs().forEach(translation::check);
        try (var connection = database.getConnection()) {
            ensurePartitions(connection, batch);
            connection.setAutoCommit(false);
            try {
                var loaded = load(connection, batch, history);
                connection.commit();
                return loaded;
            } catch (SQLException | RuntimeException failure) {
                connection.rollback();
                throw failure;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    /// How many of the runs are there already.
    int known(ParsedBatch batch) throws SQLException {
        batch.runs().forEach(translation::check);
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                return claim(connection, batch).known();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /// The hashes of those of the runs that are there already.
    Set<String> knownContent(List<ParsedBatch> batches) throws SQLException {
        var hashes = batches.stream()
                .flatMap(batch -> batch.runs().stream())
                .map(ParsedRun::contentHash)
                .toArray(String[]::new);
        try (var connection = database.getConnection()) {
            return ImportedContent.known(connection, hashes);
        }
    }

    private void ensurePartitions(Connection connection, ParsedBatch batch) throws SQLException {
        var months = new HashMap<YearMonth, ParsedRun>();
        batch.runs()
                .forEach(
                        run -> months.putIfAbsent(YearMonth.from(run.time().at().atOffset(ZoneOffset.UTC)), run));
        for (var run : months.values()) {
            runs.ensurePartitions(connection, run.time().at());
        }
    }

    /// Models and content are claimed in one order by everybody, so that two imports never wait for each other.
    private Loaded load(Connection connection, ParsedBatch batch, Set<ParsedRun> history) throws SQLException {
        var references = models(connection, batch);
        var claims = claim(connection, batch);
        var batchId = BatchIds.of(batch);
        var stored = new ArrayList<RunView>();
        for (var run : batch.runs()) {
            var id = claims.own().get(run);
            if (id != null) {
                var model = requireNonNull(references.get(run.model().name()));
                var incoming = translation.incoming(batch, run, model, batchId, claims.parentOf(run));
                stored.add(runs.store(connection, id, incoming, history.contains(run)));
            }
        }
        return new Loaded(stored, claims.known());
    }

    private Map<String, ModelReference> models(Connection connection, ParsedBatch batch) throws SQLException {
        var named = batch.runs().stream()
                .map(ParsedRun::model)
                .collect(Collectors.toMap(ParsedModel::name, model -> model, (first, _) -> first, TreeMap::new));
        var references = new HashMap<String, ModelReference>();
        for (var model : named.values()) {
            references.put(model.name(), models.findOrCreate(connection, model.name(), provider(model.provider())));
        }
        return references;
    }

    private static Provider provider(@Nullable String name) {
        return name == null ? Provider.CUSTOM : Provider.valueOf(name.toUpperCase(Locale.ROOT));
    }

    /// @param own ids of the runs that are to be stored
    /// @param byTask ids of all runs, by model and task
    private record Claims(Map<ParsedRun, Long> own, Map<List<String>, Long> byTask, int known) {

        @Nullable
        Long parentOf(ParsedRun run) {
            var group = run.task().group();
            return group == null ? null : byTask.get(List.of(run.model().name(), group));
        }
    }

    private Claims claim(Connection connection, ParsedBatch batch) throws SQLException {
        var ids = new HashMap<String, Long>();
        Map<ParsedRun, Long> own = new IdentityHashMap<>();
        var sorted = batch.runs().stream()
                .sorted(Comparator.comparing(ParsedRun::contentHash))
                .toList();
        for (var run : sorted) {
            // The same content twice in one file is one run.
            if (!ids.containsKey(run.contentHash())) {
                var id = runs.nextId(connection);
                var known = ImportedContent.claim(connection, run, id);
                ids.put(run.contentHash(), known.orElse(id));
                if (known.isEmpty()) {
                    own.put(run, id);
                }
            }
        }
        var byTask = new HashMap<List<String>, Long>();
        batch.runs()
                .forEach(run -> byTask.put(
                        List.of(run.model().name(), run.task().name()), requireNonNull(ids.get(run.contentHash()))));
        return new Claims(own, byTask, batch.runs().size() - own.size());
    }
}
