package io.llmlab.platform.problem;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;

/// Where a constraint was violated, in the caller's terms: a JSON pointer into the body, or a parameter's name.
record ViolationPlace(String name, boolean inBody) {

    private static final SnakeCaseStrategy SNAKE_CASE = new SnakeCaseStrategy();

    static ViolationPlace of(ConstraintViolation<?> violation) {
        var steps = new ArrayList<String>();
        var parameter = "";
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.isInIterable() && node.getIndex() != null) {
                steps.add(node.getIndex().toString());
            }
            if (node.isInIterable() && node.getKey() != null) {
                steps.add(node.getKey().toString());
            }
            if (node.getKind() == ElementKind.PARAMETER) {
                parameter = wire(node.getName());
            } else if (node.getKind() == ElementKind.PROPERTY) {
                steps.add(wire(node.getName()));
            }
        }
        if (!steps.isEmpty()) {
            return new ViolationPlace("/" + String.join("/", steps), true);
        }
        return isMissingBody(violation) ? new ViolationPlace("", true) : new ViolationPlace(parameter, false);
    }

    /// Only a body is declared `@NotNull` as a parameter (HouseStyleTest of each service).
    private static boolean isMissingBody(ConstraintViolation<?> violation) {
        return violation.getConstraintDescriptor().getAnnotation().annotationType() == NotNull.class;
    }

    private static String wire(String javaName) {
        return SNAKE_CASE.translate(javaName);
    }
}
