package zlink.tests.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import zlink.api.SocketType;
import zlink.tests.fixture.Installed;

/** libzmq, through Python's binding, in a process of its own that can be killed. */
final class LibzmqPeer implements ForeignPeer {
    private static final Optional<String> PYTHON = python();
    private static LibzmqPeer shared; // guarded by the class

    private final AnsweringProcess process;
    private final AtomicInteger names = new AtomicInteger();

    private LibzmqPeer(AnsweringProcess process) {
        this.process = process;
    }

    /** Starts a process; skips the test, or under {@code CI=true} fails it, if no Python here has a libzmq. */
    static LibzmqPeer start() {
        String interpreter = PYTHON.orElseGet(() -> Installed.missing(
                "no python3 here can import zmq; on Debian: apt-get install python3-zmq"));
        try {
            ProcessBuilder builder = new ProcessBuilder(interpreter, "-c", script());
            // Without it libzmq makes the directories of ipc://* where we stand.
            builder.environment().putIfAbsent("TMPDIR", System.getProperty("java.io.tmpdir"));
            return new LibzmqPeer(AnsweringProcess.start("libzmq", builder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One process for all who do not kill it, as starting one takes longer than most tests. */
    static synchronized ForeignPeer shared() {
        if (shared == null || !shared.process.isAlive()) {
            LibzmqPeer started = start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "libzmq-end"));
            shared = started;
        }
        LibzmqPeer process = shared;
        return new ForeignPeer() {
            @Override
            public ForeignSocket open(SocketType type, Map<Option, Object> options) {
                return process.open(type, options);
            }

            @Override
            public void close() {
                if (process.process.isAlive()) {
                    process.ask("reset");
                }
            }
        };
    }

    /** The first interpreter that can; the distribution's before others that may come first on the path. */
    private static Optional<String> python() {
        Set<String> candidates = new LinkedHashSet<>();
        Optional.ofNullable(System.getenv("ZLINK_PYTHON")).ifPresent(candidates::add);
        candidates.addAll(List.of("/usr/bin/python3", "python3", "python"));
        return candidates.stream().filter(LibzmqPeer::hasZmq).findFirst();
    }

    private static boolean hasZmq(String interpreter) {
        try {
            Process probe = new ProcessBuilder(interpreter, "-c", "import zmq; zmq.zmq_version()")
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return probe.waitFor(20, TimeUnit.SECONDS) && probe.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String script() throws IOException {
        try (InputStream script = LibzmqPeer.class.getResourceAsStream("libzmq_peer.py")) {
            return new String(script.readAllBytes(), UTF_8);
        }
    }

    /** The version of libzmq. */
    String version() {
        return ask("version");
    }

    /** See {@link AnsweringProcess#ask}. */
    String ask(String... words) {
        return process.ask(words);
    }

    /** See {@link AnsweringProcess#tell}. */
    void tell(String... words) {
        process.tell(words);
    }

    /** Ends the process without giving it a chance to say goodbye: SIGKILL. */
    void kill() {
        process.kill();
    }

    @Override
    public LibzmqSocket open(SocketType type, Map<Option, Object> options) {
        String name = "s" + names.incrementAndGet();
        String[] words = Stream.concat(Stream.of("open", name, type.name()), options.entrySet().stream()
                .map(option -> option.getKey() + ":" + value(option.getValue()))).toArray(String[]::new);
        ask(words);
        return new LibzmqSocket(name);
    }

    @Override
    public LibzmqSocket open(SocketType type) {
        return open(type, Map.of());
    }

    private static String value(Object value) {
        return value instanceof byte[] bytes ? AnsweringProcess.word(bytes) : value.toString();
    }

    @Override
    public void close() {
        process.close();
    }

    /** One of the process's sockets. */
    final class LibzmqSocket implements ForeignSocket {
        private final String name;

        private LibzmqSocket(String name) {
            this.name = name;
        }

        /** By which commands call it. */
        String name() {
            return name;
        }

        @Override
        public String bind(String endpoint) {
            return ask("bind", name, endpoint);
        }

        @Override
        public void connect(String endpoint) {
            ask("connect", name, endpoint);
        }

        @Override
        public void disconnect(String endpoint) {
            ask("disconnect", name, endpoint);
        }

        @Override
        public void send(List<byte[]> frames) {
            ask("send", name, frames.stream().map(AnsweringProcess::word).collect(joining(" ")));
        }

        @Override
        public Optional<List<byte[]>> receive(Duration timeout) {
            String answer = ask("receive", name, "" + timeout.toMillis());
            return answer.equals("none") ? Optional.empty() : Optional.of(Stream.of(answer.split(" "))
                    .map(AnsweringProcess::bytes).toList());
        }

        @Override
        public void subscribe(byte[] prefix) {
            ask("set", name, "SUBSCRIBE", AnsweringProcess.word(prefix));
        }

        @Override
        public void unsubscribe(byte[] prefix) {
            ask("set", name, "UNSUBSCRIBE", AnsweringProcess.word(prefix));
        }

        /** Sends so many messages of two frames: a number, counted from the first, and so many bytes. */
        void pump(int first, int count, int size) {
            ask("pump", name, "" + first, "" + count, "" + size);
        }

        /** Receives such messages, which must be numbered from the first on without a gap. */
        void drain(int first, int count) {
            String answer = ask("drain", name, "" + count);
            if (!answer.equals(first + " " + (first + count - 1))) {
                throw new AssertionError("asked for " + count + " from " + first + " on, got " + answer);
            }
        }

        @Override
        public void close() {
            ask("close", name);
        }
    }
}
