package io.llmlab.detect;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// `./lab detect`: when series changed, without a running suite.
public final class DetectMain {

    private static final int UNREADABLE = 1;
    private static final int NOT_UNDERSTOOD = 2;

    private DetectMain() {}

    public static void main(String[] arguments) {
        System.exit(run(Arrays.asList(arguments), System.out, System.err));
    }

    /// @return 0 whatever was found, also where some files hold no results of a harness (`err` names them); 1 where
    ///     series cannot be read or no file holds results; 2 where the command line is not understood
    public static int run(List<String> words, PrintStream out, PrintStream err) {
        if (words.contains("--help") || words.contains("-h")) {
            out.println(Arguments.USAGE);
            return 0;
        }
        try {
            answer(Arguments.parse(words), out, err);
            return 0;
        } catch (UsageException wrong) {
            err.printf("%s%n%n%s%n", wrong.getMessage(), Arguments.USAGE);
            return NOT_UNDERSTOOD;
        } catch (UnreadableSeries unreadable) {
            err.println(unreadable.getMessage());
            return UNREADABLE;
        } catch (NoSuchFileException missing) {
            err.printf("There is no %s.%n", missing.getFile());
            return UNREADABLE;
        } catch (IOException failure) {
            err.println("It could not be read: " + failure);
            return UNREADABLE;
        }
    }

    private static void answer(Arguments arguments, PrintStream out, PrintStream err) throws IOException {
        var bare = new ArrayList<NamedSeries>();
        var others = new ArrayList<Path>();
        for (var file : arguments.files()) {
            read(file).ifPresentOrElse(bare::addAll, () -> others.add(file));
        }
        if (others.isEmpty()) {
            print(Answer.of(bare, List.of(), arguments), arguments, out);
            return;
        }
        try (var results = HarnessResults.read(others, arguments.model())) {
            results.notes().forEach(err::println);
            print(Answer.of(bare, results.series(), arguments), arguments, out);
        }
    }

    private static void print(Answer answer, Arguments arguments, PrintStream out) {
        if (arguments.json()) {
            JsonReport.print(answer, out);
        } else {
            TextReport.print(answer, out);
        }
    }

    private static Optional<List<NamedSeries>> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return Files.isDirectory(file) ? Optional.empty() : SeriesFile.read(file);
    }
}
