package io.llmlab.alert.notify.template;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.alert.notify.Facts;
import io.llmlab.alert.notify.Message;
import io.llmlab.alert.notify.SampleMessages;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.quarkus.logging.Log;
import io.quarkus.qute.Engine;
import io.quarkus.qute.IfSectionHelper;
import io.quarkus.qute.LoopSectionHelper;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.ValueResolvers;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Renders templates that people wrote: `message` (as a webhook gets it), `subject`, `facts` and `buttons` (lists
/// of `name`, `value`, `url`), with `if` and `for`. Strict: what is not there is an error. It can call nothing,
/// since values are plain JSON and no method of an object can be reached.
@ApplicationScoped
public class Templates {

    /// Characters that a template may have.
    public static final int LONGEST = 8_000;

    /// Characters that may come of it.
    public static final int LONGEST_RESULT = 20_000;

    private static final Instant SAMPLE_TIME = Instant.parse("2026-11-23T12:00:00Z");

    private final ObjectMapper mapper;
    private final Map<Escape, Engine> engines = new EnumMap<>(Escape.class);

    public Templates(ObjectMapper mapper) {
        this.mapper = mapper;
        for (var escape : Escape.values()) {
            engines.put(escape, engine(escape));
        }
    }

    /// Renders a template with a message that has everything and with the test message, which has nothing that
    /// can be missing: one that passes fails at no alert.
    ///
    /// @param pointer JSON pointer to the setting
    /// @throws Invalid where it is too long, cannot be read, or uses what is not there
    public void check(@Nullable String template, String pointer, Escape escape) {
        if (template != null) {
            samples().forEach(sample -> require(template, pointer, escape, sample));
        }
    }

    /// The messages that a template is tried with.
    public static Stream<Message> samples() {
        return Stream.of(SampleMessages.full(SAMPLE_TIME), SampleMessages.test(SAMPLE_TIME));
    }

    /// What comes of a template, or empty where there is none or it fails: an alert is then told in the words
    /// that are built in, rather than not at all.
    public Optional<String> render(@Nullable String template, Escape escape, Message message) {
        if (template == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(bounded(template, escape, message));
        } catch (TemplateException failure) {
            Log.warnf("A channel's template fails; the message goes out without it: %s", failure.getMessage());
            return Optional.empty();
        }
    }

    /// What comes of a template of our own.
    public String rendered(String template, Escape escape, Message message) {
        return rendered(engineFor(escape).parse(template), message);
    }

    /// What comes of a template of somebody else's.
    private String bounded(String template, Escape escape, Message message) {
        if (template.length() > LONGEST) {
            throw new TemplateException("it is longer than %d characters".formatted(LONGEST));
        }
        var parsed = engineFor(escape).parse(template);
        Loops.check(parsed);
        var result = rendered(parsed, message);
        if (result.isBlank()) {
            throw new TemplateException("nothing comes of it");
        }
        if (result.length() > LONGEST_RESULT) {
            throw new TemplateException("more than %d characters come of it".formatted(LONGEST_RESULT));
        }
        return result;
    }

    /// Some of Qute's own resolvers fail in their own way, for example for the second of one item.
    private String rendered(Template template, Message message) {
        try {
            return template.data(
                            "message", json(message),
                            "subject", message.subject(),
                            "facts", json(Facts.of(message)),
                            "buttons", json(Facts.buttons(message)))
                    .render();
        } catch (IndexOutOfBoundsException | ClassCastException | IllegalArgumentException failure) {
            throw new TemplateException(failure);
        }
    }

    private void require(String template, String pointer, Escape escape, Message sample) {
        try {
            var _ = bounded(template, escape, sample);
        } catch (TemplateException failure) {
            throw Invalid.inBody(
                    pointer,
                    "%sfails with %s message: %s"
                            .formatted(
                                    line(failure),
                                    sample.test() ? "the test" : "a full",
                                    String.valueOf(failure.getMessage())));
        }
    }

    /// Where in the template, as far as Qute says.
    private static String line(TemplateException failure) {
        var origin = failure.getOrigin();
        return origin == null || origin.getLine() < 1 ? "" : "line %d ".formatted(origin.getLine());
    }

    private Engine engineFor(Escape escape) {
        var engine = engines.get(escape);
        if (engine == null) {
            throw new IllegalStateException("Every escape has an engine");
        }
        return engine;
    }

    /// No reflection, no arithmetic, no variables, no inclusion.
    private static Engine engine(Escape escape) {
        return Engine.builder()
                .strictRendering(true)
                .addSectionHelpers(new IfSectionHelper.Factory(), new LoopSectionHelper.Factory())
                .addValueResolvers(
                        ValueResolvers.mapperResolver(),
                        ValueResolvers.mapResolver(),
                        ValueResolvers.collectionResolver(),
                        ValueResolvers.listResolver(),
                        ValueResolvers.thisResolver(),
                        ValueResolvers.orResolver(),
                        ValueResolvers.orEmpty(),
                        ValueResolvers.trueResolver(),
                        ValueResolvers.logicalAndResolver(),
                        ValueResolvers.logicalOrResolver())
                .addResultMapper((result, _) -> escape.apply(String.valueOf(result)))
                .build();
    }

    /// As JSON has it, with numbers that Qute does not count up to.
    private Object json(Object value) {
        try {
            return mapper.readerFor(new TypeReference<Object>() {})
                    .with(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
                    .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .readValue(mapper.writeValueAsBytes(value));
        } catch (IOException impossible) {
            throw new UncheckedIOException("A message is no JSON", impossible);
        }
    }
}
