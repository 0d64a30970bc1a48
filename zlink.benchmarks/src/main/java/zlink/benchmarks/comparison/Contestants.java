package zlink.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import zlink.benchmarks.libzmq.LibzmqProgram;
import zlink.benchmarks.libzmq.MissingLibzmqException;
import zlink.benchmarks.scenario.Peer;
import zlink.benchmarks.worker.Worker;

/** Who can be measured on this machine, and by which command. */
final class Contestants implements AutoCloseable {
    private final Map<Peer, List<String>> commands = new EnumMap<>(Peer.class);
    private final Map<Peer, String> missing = new EnumMap<>(Peer.class);
    private final Path directory; // also for what a worker leaves behind that does not come to its end

    /** Looks who of those wanted is there. */
    Contestants(List<Peer> wanted, Duration limit) throws IOException, InterruptedException {
        directory = Files.createTempDirectory("zlink-comparison");
        String seconds = String.valueOf(limit.toSeconds());
        for (Peer peer : wanted) {
            if (peer == Peer.LIBZMQ) {
                try {
                    commands.put(peer, List.of(LibzmqProgram.compile(directory).toString(), seconds));
                } catch (MissingLibzmqException e) {
                    missing.put(peer, e.getMessage());
                }
            } else {
                commands.put(peer, List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + directory, "-cp", System.getProperty("java.class.path"),
                        Worker.class.getName(), peer.name(), seconds));
            }
        }
    }

    /** How to start the worker of a peer that is there. */
    ProcessBuilder command(Peer peer) {
        ProcessBuilder command = new ProcessBuilder(commands.get(peer));
        command.environment().put("TMPDIR", directory.toString()); // where libzmq puts the files of ipc
        return command;
    }

    /** Who is not there, and why. */
    Map<Peer, String> missing() {
        return missing;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
