package io.llmlab.platform.openapi;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/// The Java method that answers an operation.
record ResourceMethod(HttpMethod verb, MethodInfo method) {

    private static final DotName PATH = DotName.createSimple(Path.class);

    private static final Map<HttpMethod, Class<?>> VERBS = Map.of(
            HttpMethod.GET, GET.class,
            HttpMethod.POST, POST.class,
            HttpMethod.PUT, PUT.class,
            HttpMethod.PATCH, PATCH.class,
            HttpMethod.DELETE, DELETE.class);

    static Stream<ResourceMethod> all(IndexView index) {
        return VERBS.entrySet().stream()
                .flatMap(verb -> index.getAnnotations(verb.getValue()).stream()
                        .map(annotation -> annotation.target().asMethod())
                        .map(method -> new ResourceMethod(verb.getKey(), method)));
    }

    Optional<Operation> operationIn(OpenAPI document) {
        return Optional.ofNullable(document.getPaths().getPathItem(path()))
                .map(item -> item.getOperations().get(verb));
    }

    /// As the document has it: without the expressions that a parameter has to fit.
    private String path() {
        return Stream.of(method.declaringClass().declaredAnnotation(PATH), method.declaredAnnotation(PATH))
                .flatMap(Stream::ofNullable)
                .map(AnnotationInstance::value)
                .flatMap(path -> Arrays.stream(path.asString().split("/")))
                .filter(segment -> !segment.isEmpty())
                .map(segment -> "/" + segment.replaceFirst("\\s*:.*", "}"))
                .reduce("", String::concat);
    }
}
