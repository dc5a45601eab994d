package io.llmlab.alert.notify.email;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.alert.notify.Message;
import io.llmlab.alert.notify.SampleMessages;
import io.llmlab.alert.signal.History.Point;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesPictureTest {

    private static final Instant AT = Instant.parse("2026-11-23T12:00:00Z");
    private static final int RED = 0xb3261e;
    private static final int BAND = 0xdbe9f9;

    @Test
    void isAPngForScreensWithManyPixels() throws IOException {
        var picture = SeriesPicture.of(sample()).orElseThrow();

        assertThat(picture.png()).startsWith(0x89, 'P', 'N', 'G').hasSizeLessThan(100_000);
        assertThat(image(picture).getWidth()).isEqualTo(1120);
        assertThat(image(picture).getHeight()).isEqualTo(400);
    }

    /// Seventeen of twenty runs are good, hence the onset is at five sixths of the width.
    @Test
    void marksTheRunsFromTheOnsetOn() throws IOException {
        var image = image(SeriesPicture.of(sample()).orElseThrow());

        assertThat(pixels(image, RED, 0, 900)).isZero();
        assertThat(pixels(image, RED, 900, 1120)).isGreaterThan(300);
        assertThat(pixels(image, BAND, 128, 1090)).isGreaterThan(10_000);
    }

    @Test
    void marksNothingWhereNoOnsetIsKnown() throws IOException {
        var image = image(SeriesPicture.of(chart(10, null, 1)).orElseThrow());

        assertThat(pixels(image, RED, 0, 1120)).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -1, 1e-9, 1e12})
    void drawsValuesOfAnySizeThatAreAllAlike(double value) throws IOException {
        var points = IntStream.range(0, 12)
                .mapToObj(run -> new Point(AT.plus(Duration.ofDays(run)), value))
                .toList();

        var image = image(
                SeriesPicture.of(new Message.Chart("m", value, AT, points)).orElseThrow());

        assertThat(image.getWidth()).isEqualTo(1120);
    }

    @Test
    void drawsNoBandOfTooFewRuns() throws IOException {
        var image =
                image(SeriesPicture.of(chart(6, AT.plus(Duration.ofDays(3)), 1)).orElseThrow());

        assertThat(pixels(image, BAND, 0, 1120)).isZero();
    }

    @Test
    void isNoneOfASinglePoint() {
        assertThat(SeriesPicture.of(new Message.Chart("m", 1, null, List.of(new Point(AT, 1)))))
                .isEmpty();
    }

    private static Message.Chart sample() {
        return requireNonNull(SampleMessages.full(AT).chart());
    }

    private static Message.Chart chart(int runs, @Nullable Instant onset, double baseline) {
        var points = IntStream.range(0, runs)
                .mapToObj(run -> new Point(AT.plus(Duration.ofDays(run)), baseline + run % 3))
                .toList();
        return new Message.Chart("m", baseline, onset, points);
    }

    private static BufferedImage image(Picture picture) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(picture.png()));
    }

    private static long pixels(BufferedImage image, int rgb, int from, int until) {
        return IntStream.range(from, until)
                .mapToLong(x -> IntStream.range(60, image.getHeight())
                        .filter(y -> (image.getRGB(x, y) & 0xffffff) == rgb)
                        .count())
                .sum();
    }
}
