package io.llmlab.local.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What a native image must know of one module's types, checked where there is no native image: its test extends this
/// and names the module.
///
/// Jackson reads and writes by reflection, and a native image holds only what is declared. Quarkus declares what
/// resources take and answer, but neither events nor columns nor settings. The rule that nobody can forget: each
/// record,
/// each enum and each type that names Jackson is declared, in the file that every native-image build reads
/// ([Reachability Metadata](https://www.graalvm.org/latest/reference-manual/native-image/metadata/)).
///
/// `-Dllmlab.write=true` brings the file up to date.
public abstract class NativeMetadata {

    private static final String JACKSON = "com.fasterxml.jackson.";

    /// What an image cannot hold, or must not: a seed, a thread, what the JDK asks the machine about.
    private static final List<Class<?>> OF_RUN_TIME =
            List.of(Random.class, RandomGenerator.class, InetAddress.class, Thread.class, ExecutorService.class);

    private final JavaClasses classes;
    private final Path folder;

    /// @param module the artifact's name
    protected NativeMetadata(String module, String rootPackage) {
        this.classes = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages(rootPackage);
        this.folder = Path.of("src", "main", "resources", "META-INF", "native-image", "io.llmlab", module);
    }

    @Test
    void eachTypeThatMayBecomeJsonIsDeclared() throws IOException {
        var file = folder.resolve("reachability-metadata.json");
        var wanted = declared();
        if (Boolean.getBoolean("llmlab.write")) {
            Files.createDirectories(folder);
            Files.writeString(file, wanted);
        }
        assertThat(file).hasContent(wanted);
    }

    /// Quarkus initializes all classes while it builds the image, but those that `native-image.properties` names.
    @Test
    void noImageHoldsWhatBelongsToARun() throws IOException {
        var file = folder.resolve("native-image.properties");
        var arguments = Files.exists(file) ? Files.readString(file) : "";

        assertThat(classes.stream().filter(NativeMetadata::holdsWhatBelongsToARun))
                .extracting(JavaClass::getName)
                .allSatisfy(name -> assertThat(arguments).contains("--initialize-at-run-time=" + name));
    }

    private static boolean holdsWhatBelongsToARun(JavaClass type) {
        return type.getFields().stream()
                .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                .anyMatch(field -> OF_RUN_TIME.stream().anyMatch(field.getRawType()::isAssignableTo));
    }

    private String declared() {
        return classes.stream()
                .filter(NativeMetadata::mayBecomeJson)
                .map(JavaClass::getName)
                .sorted()
                .map(NativeMetadata::entry)
                .collect(Collectors.joining(",\n", "{\n  \"reflection\": [\n", "\n  ]\n}\n"));
    }

    private static boolean mayBecomeJson(JavaClass type) {
        return !type.isAnonymousClass()
                && !type.isLocalClass()
                && (type.isRecord() || type.isEnum() || namesJackson(type));
    }

    private static boolean namesJackson(JavaClass type) {
        return type.getAnnotations().stream()
                        .anyMatch(
                                annotation -> annotation.getRawType().getName().startsWith(JACKSON))
                || type.getAllRawSuperclasses().stream()
                        .anyMatch(above -> above.getName().startsWith(JACKSON));
    }

    private static String entry(String name) {
        return """
                    {"type": "%s", "allDeclaredConstructors": true, "allDeclaredMethods": true, \
                "allDeclaredFields": true}""".formatted(name);
    }
}
