package io.llmlab.alert.notify.email;

import io.llmlab.alert.notify.Message;
import io.quarkus.logging.Log;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.imageio.ImageIO;

/// A small picture of a series: its newest runs side by side, what is normal for it, and where it left that.
final class SeriesPicture {

    private SeriesPicture() {}

    /// A PNG, or empty where this machine cannot draw: an e-mail goes out without a picture then. Where it has no fonts
    /// the picture has no words; the e-mail says them too.
    static Optional<Picture> of(Message.Chart chart) {
        if (chart.points().size() < 2) {
            return Optional.empty();
        }
        return drawn(chart, true).or(() -> drawn(chart, false)).map(Picture::new);
    }

    // Without fonts, or without the libraries that draw, Java fails with errors of many kinds.
    private static Optional<byte[]> drawn(Message.Chart chart, boolean words) {
        try {
            return Optional.of(png(SeriesDrawing.of(chart, words)));
        } catch (LinkageError | InternalError | RuntimeException failure) {
            Log.warnf("An e-mail's picture cannot be drawn%s: %s", words ? " with words" : "", failure.toString());
            return Optional.empty();
        }
    }

    private static byte[] png(BufferedImage image) {
        try (var bytes = new ByteArrayOutputStream()) {
            if (!ImageIO.write(image, "png", bytes)) {
                throw new IllegalStateException("Nothing here writes PNG");
            }
            return bytes.toByteArray();
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
