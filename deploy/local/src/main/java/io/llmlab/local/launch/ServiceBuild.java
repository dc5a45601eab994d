package io.llmlab.local.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What services are started from: the setting `SERVICE_BUILD`.
enum ServiceBuild {
    /// Jars, on this process's JVM: `./mvnw package`.
    JVM {
        private static final String JAR = "quarkus-run.jar";

        @Override
        boolean isThere(Path module) {
            return Files.exists(folder(module).resolve(JAR));
        }

        @Override
        List<String> install(Path module, Path application, StackSettings settings, StartCache cache)
                throws IOException {
            FolderCopy.update(folder(module), application);
            var command = new ArrayList<>(List.of(PartProcess.JAVA));
            command.addAll(cache.arguments(application));
            command.addAll(List.of(
                    "-Xmx" + settings.serviceHeap(),
                    "-XX:+UseSerialGC",
                    "-jar",
                    application.resolve(JAR).toString()));
            return command;
        }
    },
    /// An executable and the libraries of the JDK beside it: `./mvnw package -Dnative`.
    NATIVE {
        @Override
        boolean isThere(Path module) {
            try {
                return !executables(module).isEmpty();
            } catch (IOException noFolder) {
                return false;
            }
        }

        @Override
        List<String> install(Path module, Path application, StackSettings settings, StartCache cache)
                throws IOException {
            Files.createDirectories(application);
            var executable = executables(module).getFirst();
            for (var file : matching(module.resolve("target"), "*.so")) {
                replace(file, application.resolve(file.getFileName()));
            }
            var copy = application.resolve(executable.getFileName());
            replace(executable, copy);
            return List.of(copy.toString(), "-Xmx" + settings.serviceHeap());
        }

        private List<Path> executables(Path module) throws IOException {
            return matching(module.resolve("target"), module.getFileName() + "-*-runner");
        }

        private void replace(Path file, Path copy) throws IOException {
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        }

        private List<Path> matching(Path folder, String glob) throws IOException {
            try (var files = Files.newDirectoryStream(folder, glob)) {
                var found = new ArrayList<Path>();
                files.forEach(found::add);
                return found;
            }
        }
    };

    /// @throws LaunchException where there is no such kind
    static ServiceBuild parse(String name) {
        return Arrays.stream(values())
                .filter(build -> build.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new LaunchException("SERVICE_BUILD is \"%s\"; it can be jvm or native".formatted(name)));
    }

    /// @param module the folder of the service's module
    abstract boolean isThere(Path module);

    /// Copies the build, so that another build or `./lab test` does not pull it from under a stack that runs.
    ///
    /// @return the command that starts the copy
    abstract List<String> install(Path module, Path application, StackSettings settings, StartCache cache)
            throws IOException;

    /// Of the jars.
    static Path folder(Path module) {
        return module.resolve("target/quarkus-app");
    }
}
