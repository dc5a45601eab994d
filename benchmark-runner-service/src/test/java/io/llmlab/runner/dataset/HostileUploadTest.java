package io.llmlab.runner.dataset;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmlab.platform.problem.DomainException.TooLarge;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each is refused with the place and with what is allowed, and nothing of it stays.
class HostileUploadTest {

    private static final String GOOD = "{\"prompt\": \"p\", \"target\": \"t\"}\n";
    private static final String HEADER = "prompt,target\n";

    /// Made when its turn comes: some are large.
    static Stream<Arguments> files() {
        return Stream.of(
                refused(() -> "", "The data set holds no item"),
                refused(() -> "\uFEFF", "The data set holds no item"),
                refused(() -> " \n\t\n", "The data set holds no item"),
                refused(() -> "[]", "The data set holds no item"),
                refused(() -> HEADER, "The data set holds no item"),
                // numbers that are none
                refused(() -> GOOD + "{\"prompt\": \"p\", \"target\": NaN}", "line 2 is no JSON"),
                refused(() -> GOOD + "{\"prompt\": \"p\", \"target\": -Infinity}", "line 2 is no JSON"),
                refused(() -> GOOD + "{\"prompt\": \"p\", \"target\": 1e999}", "line 2 contains a number beyond"),
                refused(() -> GOOD + "{\"prompt\": \"p\", \"target\": 1, \"m\": [-1e400]}", "line 2 contains a number"),
                // characters that are none
                refused(
                        () -> GOOD + "{\"prompt\": \"p\", \"target\": \"\\u0000\"}",
                        "line 2 contains the character NUL"),
                refused(
                        () -> GOOD + "{\"prompt\": \"p\u0000\", \"target\": \"t\"}",
                        "line 2 contains the character NUL"),
                refused(() -> HEADER + "p,t\np,\u0000\n", "line 3 contains the character NUL"),
                refused(
                        () -> GOOD + "{\"prompt\": \"\\ud800\", \"target\": \"t\"}",
                        "line 2 contains half a surrogate"),
                refused(
                        () -> GOOD + "{\"prompt\": \"p\", \"target\": \"t\", \"\\udc00\": 1}",
                        "line 2 is no JSON: Unexpected low surrogate"),
                // what is deep or long
                refused(() -> GOOD + nested(100_000), "line 2 is no JSON: Document nesting depth (65)"),
                refused(() -> "[" + GOOD + "," + nested(100_000) + "]", "item 2 is no JSON"),
                refused(() -> "[".repeat(100_000), "item 1 is no JSON"),
                refused(() -> GOOD + "{\"prompt\": \"" + long10() + "\"}", "line 2 is longer than the 1048576 bytes"),
                refused(() -> "[" + GOOD + ",{\"prompt\": \"" + long10() + "\"}]", "item 2"),
                refused(
                        () -> "[" + GOOD + ",{\"a\": [" + "1,".repeat(600_000) + "1]}]",
                        "item 2 is longer than the 1048576"),
                refused(() -> HEADER + "p," + long10() + "\n", "row 1"),
                refused(() -> HEADER + "p,t\n" + ",".repeat(100_000), "row 2 (line 3) has more than the 1000 cells"),
                refused(() -> ",a".repeat(2_000), "the header (line 1) has"),
                refused(() -> HEADER + "p,\"t\n" + "p,t\n".repeat(400_000), "row 1"),
                // what is broken
                refused(() -> "[" + GOOD + "," + GOOD, "item 3 is no JSON"),
                refused(() -> "[" + GOOD + "] x", "is no JSON"),
                refused(() -> "[" + GOOD + "] []", "item 2 stands behind the end of the array"),
                refused(() -> "[" + GOOD + ", 5]", "item 2 is no JSON object"),
                refused(() -> "[{\"prompt\": 1, \"prompt\": 2}]", "Duplicate"),
                refused(() -> "{\"prompt\": \"p\",\n\"target\": \"t\"}", "line 1 is no JSON"),
                refused(() -> HEADER + "p,t\np,t,u\n", "row 2 (line 3) has 3 cells, and there are 2 columns"),
                refused(() -> HEADER + "p,t\np\n", "row 2 (line 3) has 1 cells, and there are 2 columns"),
                refused(() -> HEADER + "p,t\n\"p,t\n", "row 2 (line 3) is no CSV: Missing closing quote"),
                refused(() -> HEADER + "\"a\nb\",t\np\n", "row 2 (line 4) has 1 cells"),
                refused(() -> "prompt,target,prompt\np,t,q\n", "the header (line 1) has the column prompt twice"),
                refused(() -> "prompt,,target\np,x,t\n", "the header (line 1) has no name for column 2"),
                refused(() -> "prompt;target\np;t\n", "is of no known layout"),
                refused(() -> HEADER + "p,t\n\n\np\n", "row 2 (line 5) has 1 cells"),
                refused(() -> HEADER + "p,\n", "row 1 (line 2): target is missing"),
                refused(
                        () -> "id,prompt,target\n1,p,t\n1,p,t\n",
                        "row 2 (line 3): id '1' is the id of row 1 (line 2) already"),
                refused(() -> "prompt,choices,answer\np,[[[[[[[[[[[['a']]]]]]]]]]]],0\n", "choices must be"),
                refused(() -> "prompt,choices,answer\np,['a',0\n", "choices must be a list such as"),
                refused(
                        () -> "ctx,endings,label\nc,\"['a', 'b']\"," + "x".repeat(1_000_000) + "\n",
                        "label must be the number"),
                refused(() -> "PK\u0003\u0004zip\nx\n", "is of no known layout"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void isRefusedWithItsPlace(Supplier<String> file, String detail) throws IOException {
        var before = left();

        var failure = Uploaded.failure(file.get(), FileFormat.UNKNOWN);

        assertThat(failure).isNotNull();
        assertThat(failure.detail()).contains(detail).hasSizeLessThan(3_000);
        assertThat(left()).isEqualTo(before);
    }

    @Test
    void isUtf8OrRefused() {
        assertThat(Uploaded.failure(("\uFEFF" + GOOD).getBytes(UTF_16LE), FileFormat.JSON)
                        .detail())
                .contains("line 1 begins with the mark of UTF-16; UTF-8 is the only encoding");
        assertThat(Uploaded.failure(("\uFEFF" + HEADER).getBytes(UTF_16BE), FileFormat.CSV)
                        .detail())
                .contains("line 1 begins with the mark of UTF-16");
        assertThat(Uploaded.failure(GOOD.getBytes(UTF_16LE), FileFormat.JSON).detail())
                .contains("line 1 contains the character NUL; is the file UTF-16");
        assertThat(Uploaded.failure((HEADER + "p,t\np,ä\n").getBytes(ISO_8859_1), FileFormat.UNKNOWN)
                        .detail())
                .contains("line 3 is no UTF-8, the only encoding that is allowed");
        assertThat(Uploaded.failure(new byte[] {'{', (byte) 0xE2, (byte) 0x82}, FileFormat.JSON)
                        .detail())
                .contains("line 1 is no UTF-8");
    }

    /// The mark of UTF-8 is nothing that a reader sees; characters of several bytes stand at each place of a buffer.
    @Test
    void mayHaveAMarkAndAnyCharacter() {
        var prompt = "ä€😀".repeat(20_000);

        var items = Uploaded.read("\uFEFF" + HEADER + prompt + ",t\nx" + prompt + ",t\n", FileFormat.UNKNOWN)
                .items();

        assertThat(items).map(item -> item.messages().getFirst().content()).containsExactly(prompt, "x" + prompt);
    }

    @Test
    void isRefusedAboveItsLimitWhileItArrives() throws IOException {
        var before = left();

        assertThatThrownBy(() -> Uploaded.read(new Endless(), FileFormat.UNKNOWN))
                .isInstanceOf(TooLarge.class)
                .hasMessageContaining("67108864 bytes");
        assertThat(left()).isEqualTo(before);
    }

    @Test
    void mayNameItsFormat() {
        assertThat(Uploaded.failure("prompt", FileFormat.of("application/jsonl", null))
                        .detail())
                .contains("line 1 is no JSON");
        assertThat(Uploaded.read("target,prompt\nt,[p]\n", FileFormat.of("text/csv; charset=utf-8", null))
                        .summary()
                        .format())
                .isEqualTo("csv");
        assertThat(Uploaded.failure("[prompt],target\np,t\n", FileFormat.of(null, "x.CSV"))
                        .detail())
                .contains("row 1 (line 2) is of no known layout");
    }

    /// Blank lines without end.
    private static final class Endless extends InputStream {
        @Override
        public int read() {
            return '\n';
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            Arrays.fill(buffer, offset, offset + length, (byte) '\n');
            return length;
        }
    }

    private static Arguments refused(Supplier<String> file, String detail) {
        return Arguments.of(Named.of("a file", file), detail);
    }

    private static String nested(int depth) {
        return "{\"prompt\": \"p\", \"target\": \"t\", \"m\": " + "[".repeat(depth) + "]".repeat(depth) + "}";
    }

    private static String long10() {
        return "x".repeat(10 * 1024 * 1024);
    }

    /// Files of uploads that lie about.
    private static List<Path> left() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("llmlab-dataset"))
                    .sorted()
                    .toList();
        }
    }
}
