package io.llmlab.local.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/// Ports of the loopback interface.
public final class Ports {

    private Ports() {}

    /// A port that is free now.
    public static int free() {
        return free(1).getFirst();
    }

    /// So many different ports that are free now. Asked for one by one the system may name the same twice.
    ///
    /// @param count 0 or more
    public static List<Integer> free(int count) {
        if (count == 0) {
            return List.of();
        }
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ports = new ArrayList<>(free(count - 1));
            ports.add(socket.getLocalPort());
            return ports;
        } catch (IOException failure) {
            throw new UncheckedIOException("No port of the loopback interface is free", failure);
        }
    }

    public static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
