package io.llmlab.runner.load;

import static java.util.Objects.requireNonNull;

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
import java.util.ArrayList;
import java.util.Collection;
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

/// Makes runs of what results files hold, within a transaction. It blocks.
@ApplicationScoped
class FileRuns {

    private final ModelRegistry models;
    private final RunLoader runs;
    private final Translation translation;

    FileRuns(ModelRegistry models, RunLoader runs, Translation translation) {
        this.models = models;
        this.runs = runs;
        this.translation = translation;
    }

    /// Makes the models that are not there, and takes the content that is not. Both are done in one order by everybody,
    /// so that two transactions never wait for each other.
    Claims claim(Connection connection, Collection<ParsedRun> all) throws SQLException {
        return claim(connection, all, models(connection, all));
    }

    private Map<String, ModelReference> models(Connection connection, Collection<ParsedRun> all) throws SQLException {
        var named = all.stream()
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

    private Claims claim(Connection connection, Collection<ParsedRun> all, Map<String, ModelReference> references)
            throws SQLException {
        var ids = new HashMap<String, Long>();
        Map<ParsedRun, Long> fresh = new IdentityHashMap<>();
        var sorted = all.stream()
                .sorted(Comparator.comparing(ParsedRun::contentHash))
                .toList();
        for (var run : sorted) {
            // The same content twice in one file is one run.
            if (!ids.containsKey(run.contentHash())) {
                var id = runs.nextId(connection);
                var known = ImportedContent.claim(connection, run, id);
                ids.put(run.contentHash(), known.orElse(id));
                if (known.isEmpty()) {
                    fresh.put(run, id);
                }
            }
        }
        var byTask = new HashMap<List<String>, Long>();
        all.forEach(run -> byTask.put(Claims.key(run, run.task().name()), requireNonNull(ids.get(run.contentHash()))));
        return new Claims(references, fresh, byTask, all.size() - fresh.size(), null);
    }

    /// Stores those runs of a file that were claimed.
    ///
    /// @param batchId of all of them
    /// @param history the runs for which nobody is to be woken
    List<RunView> store(Connection connection, ParsedBatch batch, String batchId, Claims claims, Set<ParsedRun> history)
            throws SQLException {
        var stored = new ArrayList<RunView>();
        for (var run : batch.runs()) {
            var id = claims.fresh().get(run);
            if (id != null) {
                var incoming = translation.incoming(batch, run, claims.modelOf(run), batchId, claims.parentOf(run));
                stored.add(runs.store(connection, id, incoming, history.contains(run)));
            }
        }
        return stored;
    }
}
