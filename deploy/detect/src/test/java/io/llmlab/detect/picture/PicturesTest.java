package io.llmlab.detect.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the pages show is what the methods do. With `-Dpictures.write=true` it writes pictures and examples anew.
class PicturesTest {

    private static final Path PAGES = Path.of("../../docs/detection");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)(<!-- emitted -->\n```json\n)(.*?)(```)");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");

    static Stream<Supplier<Drawn>> pictures() {
        return Stream.of(
                PatientPictures::auto,
                PatientPictures::changePoint,
                PatientPictures::newRun,
                PatientPictures::trend,
                PairedPicture::draw,
                Pictures::statisticalTest,
                Pictures::thresholdBased,
                Pictures::rollingAverage,
                Pictures::percentileBased);
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void thePageShowsWhatTheMethodSays(Supplier<Drawn> drawing) throws IOException {
        assumeTrue(RealSeries.isThere(), "there is no ../shared beside the project");
        var drawn = drawing.get();
        var picture = PAGES.resolve("pictures").resolve(drawn.method() + ".svg");
        var page = PAGES.resolve(drawn.method() + ".md");
        var example = Emitted.json(drawn.outcome());

        if (Boolean.getBoolean("pictures.write")) {
            Files.writeString(picture, drawn.svg());
            Files.writeString(
                    page,
                    EXAMPLE.matcher(Files.readString(page))
                            .replaceFirst("$1" + Matcher.quoteReplacement(example) + "$3"));
        }

        assertThat(picture).hasContent(drawn.svg());
        assertThat(page).content().contains(example);
    }

    @Test
    void everyLinkOfThePagesLeadsSomewhere() throws IOException {
        try (var pages = Files.list(PAGES)) {
            var dead = pages.filter(page -> page.toString().endsWith(".md"))
                    .flatMap(PicturesTest::links)
                    .filter(target -> !Files.exists(target))
                    .toList();

            assertThat(dead).isEmpty();
        }
    }

    private static Stream<Path> links(Path page) {
        return Stream.of(read(page))
                .flatMap(text -> LINK.matcher(text).results())
                .map(link -> page.resolveSibling(link.group(1)));
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
