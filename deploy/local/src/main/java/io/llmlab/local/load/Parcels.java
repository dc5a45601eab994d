package io.llmlab.local.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Puts files into parcels of bounded size. What lies in one folder stays together, because results and their samples
/// do: a parcel is only ended between folders.
final class Parcels {

    /// Of files as they lie there; they are packed on the way.
    private static final long ENOUGH_BYTES = 512L << 20;

    private static final int ENOUGH_FILES = 5_000;
    private static final int HEAD = 64;

    private final Map<Path, List<Item>> folders = new TreeMap<>(Comparator.comparing(Path::toString));
    private int passedOver;

    /// @param name in the parcel
    record Item(Path path, String name, long size) {}

    /// @throws IOException where something cannot be read
    static Parcels of(List<Path> paths) throws IOException {
        var parcels = new Parcels();
        for (var path : paths) {
            parcels.add(path.toAbsolutePath().normalize());
        }
        return parcels;
    }

    /// Files in folders that are neither JSON nor an archive.
    int passedOver() {
        return passedOver;
    }

    List<List<Item>> list() {
        var parcels = new ArrayList<List<Item>>();
        var current = new ArrayList<Item>();
        var bytes = 0L;
        for (var folder : folders.values()) {
            if (!current.isEmpty() && (bytes > ENOUGH_BYTES || current.size() > ENOUGH_FILES)) {
                parcels.add(List.copyOf(current));
                current.clear();
                bytes = 0;
            }
            current.addAll(folder);
            bytes += folder.stream().mapToLong(Item::size).sum();
        }
        if (!current.isEmpty()) {
            parcels.add(List.copyOf(current));
        }
        return parcels;
    }

    private void add(Path given) throws IOException {
        if (!Files.isDirectory(given)) {
            put(given, String.valueOf(given.getFileName()), Files.size(given));
            return;
        }
        var top = given.getParent() == null ? given : given.getParent();
        Files.walkFileTree(given, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return !folder.equals(given) && isHidden(folder)
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && !isHidden(file)) {
                    if (mayHoldResults(file)) {
                        put(file, top.relativize(file).toString().replace('\\', '/'), attributes.size());
                    } else {
                        passedOver++;
                    }
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void put(Path file, String name, long size) {
        var folder = file.getParent() == null ? file : file.getParent();
        folders.computeIfAbsent(folder, _ -> new ArrayList<>()).add(new Item(file, name, size));
    }

    private static boolean isHidden(Path path) {
        return String.valueOf(path.getFileName()).startsWith(".");
    }

    /// A folder may hold a model's weights as well. JSON begins with a bracket; the archives have their marks.
    private static boolean mayHoldResults(Path file) throws IOException {
        try (var content = new BufferedInputStream(Files.newInputStream(file))) {
            var head = content.readNBytes(HEAD);
            for (var each : head) {
                var character = each & 0xff;
                if (!Character.isWhitespace(character) && !isByteOrderMark(character)) {
                    return character == '{' || character == '[' || isArchive(head) || isTar(file);
                }
            }
            return false;
        }
    }

    private static boolean isByteOrderMark(int character) {
        return character == 0xef || character == 0xbb || character == 0xbf;
    }

    private static boolean isArchive(byte[] head) {
        return head.length > 1
                && ((head[0] == 'P' && head[1] == 'K') || ((head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b));
    }

    private static boolean isTar(Path file) {
        return String.valueOf(file.getFileName()).endsWith(".tar");
    }
}
