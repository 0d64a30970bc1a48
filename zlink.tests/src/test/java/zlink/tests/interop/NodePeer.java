package zlink.tests.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import zlink.tests.fixture.Installed;

/** WebSockets of the npm package ws, in a process of their own: {@code src/test/node/ws_peer.mjs} has the commands. */
final class NodePeer {
    private static final Path DIRECTORY = Path.of("src", "test", "node");

    private NodePeer() {
    }

    /** Starts a process; skips the test, or under {@code CI=true} fails it, if node or the package is not there. */
    static AnsweringProcess start() {
        String node = Installed.program("node", "on Debian: apt-get install nodejs npm");
        if (!Files.isDirectory(DIRECTORY.resolve("node_modules/ws"))) {
            Installed.missing("npm's ws is not there; npm ci --prefix zlink.tests/src/test/node");
        }
        return AnsweringProcess.start("node", new ProcessBuilder(node, "ws_peer.mjs").directory(DIRECTORY.toFile()));
    }
}
