package io.llmlab.platform.openapi;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jspecify.annotations.Nullable;

/// The records behind the schemas of a document.
final class RecordIndex {

    private static final SnakeCaseStrategy NAMES = new SnakeCaseStrategy();
    private static final DotName NULLABLE = DotName.createSimple(Nullable.class);
    private static final DotName JSON_PROPERTY = DotName.createSimple(JsonProperty.class);
    private static final DotName SCHEMA = DotName.createSimple(Schema.class);
    private static final DotName INCLUDE = DotName.createSimple(JsonInclude.class);

    /// One component as it is on the wire.
    ///
    /// @param alwaysWritten false: an answer leaves it out where it has no value
    record Field(String name, boolean nullable, boolean alwaysWritten) {}

    private final IndexView index;
    private final Map<String, List<ClassInfo>> byName = new HashMap<>();

    RecordIndex(IndexView index) {
        this.index = index;
        index.getKnownClasses().stream()
                .filter(ClassInfo::isRecord)
                .forEach(type -> byName.computeIfAbsent(schemaName(type), _ -> new ArrayList<>())
                        .add(type));
    }

    IndexView index() {
        return index;
    }

    /// The fields of the record that a schema was made of: among several of that name the one that fits best.
    Optional<List<Field>> fieldsOf(String schemaName, Collection<String> properties) {
        return byName.getOrDefault(schemaName, List.of()).stream()
                .map(RecordIndex::fields)
                .filter(fields -> shared(fields, properties) > 0)
                .max(Comparator.comparingLong(fields -> shared(fields, properties)));
    }

    static String schemaName(ClassInfo type) {
        var schema = type.declaredAnnotation(SCHEMA);
        return schema == null || schema.value("name") == null
                ? type.simpleName()
                : schema.value("name").asString();
    }

    private static long shared(List<Field> fields, Collection<String> properties) {
        var names = new HashSet<>(properties);
        return fields.stream().filter(field -> names.contains(field.name())).count();
    }

    private static List<Field> fields(ClassInfo type) {
        return type.recordComponents().stream()
                .map(component -> field(type, component))
                .toList();
    }

    private static Field field(ClassInfo type, RecordComponentInfo component) {
        var field = requireNonNull(type.field(component.name()), component.name());
        var name = said(field, JSON_PROPERTY, "value")
                .or(() -> said(field, SCHEMA, "name"))
                .orElseGet(() -> NAMES.translate(component.name()));
        return new Field(
                name, component.type().hasAnnotation(NULLABLE), isAlwaysWritten(type) && isAlwaysWritten(field));
    }

    private static Optional<String> said(FieldInfo field, DotName annotation, String value) {
        return Optional.ofNullable(field.declaredAnnotation(annotation))
                .map(found -> found.value(value))
                .map(AnnotationValue::asString);
    }

    private static boolean isAlwaysWritten(AnnotationTarget target) {
        var include = target.declaredAnnotation(INCLUDE);
        return include == null || include.value().asEnum().equals("ALWAYS");
    }
}
