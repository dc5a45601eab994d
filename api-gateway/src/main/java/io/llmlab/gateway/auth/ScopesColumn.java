package io.llmlab.gateway.auth;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Scopes in one column: their names in lower case, separated by commas.
@Converter
class ScopesColumn implements AttributeConverter<Set<Scope>, String> {

    static Set<Scope> read(String column) {
        return Arrays.stream(column.split(",", -1))
                .map(name -> Scope.valueOf(name.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public String convertToDatabaseColumn(Set<Scope> scopes) {
        return scopes.stream()
                .sorted()
                .map(scope -> scope.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","));
    }

    @Override
    public Set<Scope> convertToEntityAttribute(String column) {
        return read(column);
    }
}
