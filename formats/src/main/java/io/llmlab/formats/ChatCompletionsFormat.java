package io.llmlab.formats;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// JSON Lines that people write themselves around the OpenAI API: the `messages` that were sent, the whole `response`,
/// and whether it was `correct`.
///
/// Each file is one run: the model is that of the responses, the task is the file's name.
final class ChatCompletionsFormat implements ResultFormat {

    private static final Harness HARNESS = new Harness("chat-completions", null);
    private static final Pattern EXTENSION = Pattern.compile("(\\.(jsonl?|gz))+$");

    @Override
    public String name() {
        return "chat-completions";
    }

    @Override
    public Claim claim(Outline outline) {
        return outline.has("messages", "response", "correct")
                        && outline.at("response").has("choices")
                ? Claim.RESULTS
                : Claim.NONE;
    }

    @Override
    public List<RunDraft> read(InputFile file, Surroundings surroundings) {
        var rows = new Rows(file, surroundings.options());
        rows.sumUp();
        var model = rows.model == null ? "unknown" : rows.model;
        var run = new RunDraft(
                HARNESS, new ParsedModel(model, Providers.of("openai/" + model), rows.model), task(file, model));
        run.fingerprint("harness", HARNESS.name());
        run.fingerprint("system_prompt", rows.systemPrompt == null ? null : Nodes.hash(rows.systemPrompt));
        run.metric(rows.tally.mean(MetricType.ACCURACY, "accuracy", true));
        rows.tally.others().forEach(run::metric);
        run.scoreMetric = "accuracy";
        run.samples = rows;
        run.at(rows.first, RunTime.Source.CONTENT);
        return List.of(run);
    }

    private static ParsedTask task(InputFile file, String model) {
        var stem = EXTENSION.matcher(file.baseName()).replaceFirst("");
        return new ParsedTask(stem.startsWith(model + "_") ? stem.substring(model.length() + 1) : stem, null, null);
    }

    private static final class Rows implements SampleSource {

        private final InputFile file;
        private final ReadingOptions options;
        private final Tally tally = new Tally();
        private @Nullable String model;
        private @Nullable String systemPrompt;
        private @Nullable Instant first;

        Rows(InputFile file, ReadingOptions options) {
            this.file = file;
            this.options = options;
        }

        void sumUp() {
            read(0, tally::add);
            if (!tally.isScored()) {
                throw new UnreadableResults(file.name(), "holds no answer that is judged: \"correct\" is no boolean");
            }
        }

        @Override
        public long countHint() {
            return tally.samples();
        }

        @Override
        public void forEach(Consumer<? super ParsedSample> consumer) {
            read(options.textLength(), consumer);
        }

        private void read(int textLength, Consumer<? super ParsedSample> consumer) {
            var seen = new SeenIds();
            new JsonLines(file, options.limits()).forEach(Set.of(), row -> {
                learn(row);
                consumer.accept(sample(row, seen, textLength));
            });
        }

        private void learn(JsonNode row) {
            var response = row.path("response");
            model = model == null ? Nodes.text(response, "model") : model;
            var system = row.path("messages").path(0);
            if (systemPrompt == null && system.path("role").asText("").equals("system")) {
                systemPrompt = system.path("content").asText("");
            }
            var created = Nodes.count(response, "created");
            if (created != null && (first == null || created < first.getEpochSecond())) {
                first = Instant.ofEpochSecond(created);
            }
        }

        private static ParsedSample sample(JsonNode row, SeenIds seen, int textLength) {
            var usage = row.path("response").path("usage");
            var choice = row.path("response").path("choices").path(0);
            var asked = row.path("messages");
            var said = Nodes.scalar(row, "answer");
            var answer = said == null ? choice.path("message").path("content").asText("") : said;
            return new ParsedSample(
                    id(row, seen),
                    InspectSample.number(row.path("correct")),
                    Nodes.cut(asked.path(asked.size() - 1).path("content").asText(""), textLength),
                    Nodes.cut(answer, textLength),
                    Nodes.cut(Nodes.scalar(row, row.has("target") ? "target" : "label"), textLength),
                    Nodes.number(row, "latency_ms"),
                    Nodes.count(usage, "prompt_tokens"),
                    Nodes.count(usage, "completion_tokens"),
                    Nodes.number(row, "cost"),
                    null,
                    null,
                    choice.path("finish_reason").asText("").equals("content_filter") ? true : null,
                    null);
        }

        /// `id` or `idx`, else the question itself.
        private static String id(JsonNode row, SeenIds seen) {
            var said = Nodes.scalar(row, row.hasNonNull("id") ? "id" : "idx");
            var id = said == null ? Nodes.hash(row.path("messages").toString()) : said;
            var unique = id;
            for (var again = 2; !seen.add(unique); again++) {
                unique = id + "#" + again;
            }
            return unique;
        }
    }
}
