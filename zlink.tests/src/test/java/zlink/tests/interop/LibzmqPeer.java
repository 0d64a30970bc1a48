package zlink.tests.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import zlink.api.SocketType;
import zlink.tests.fixture.Deadline;

/** libzmq, through Python's binding, in a process of its own that can be killed. */
final class LibzmqPeer implements ForeignPeer {
    private static final String DEAD = "dead";
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final Optional<String> PYTHON = python();
    private static LibzmqPeer shared; // guarded by the class

    private final Process process;
    private final OutputStream commands;
    private final LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final AtomicInteger names = new AtomicInteger();

    private LibzmqPeer(Process process) {
        this.process = process;
        commands = process.getOutputStream();
        Thread reader = new Thread(this::readAnswers, "libzmq-answers");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a process; skips the test, or under {@code CI=true} fails it, if no Python here has a libzmq. */
    static LibzmqPeer start() {
        String interpreter = PYTHON.orElseGet(() -> Installed.missing(
                "no python3 here can import zmq; on Debian: apt-get install python3-zmq"));
        try {
            ProcessBuilder builder = new ProcessBuilder(interpreter, "-c", script())
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            // Without it libzmq makes the directories of ipc://* where we stand.
            builder.environment().putIfAbsent("TMPDIR", System.getProperty("java.io.tmpdir"));
            return new LibzmqPeer(builder.start());
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

    private void readAnswers() {
        try (BufferedReader reader = process.inputReader(UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                answers.add(line);
            }
        } catch (IOException e) {
            answers.add("error " + e);
        }
        answers.add(DEAD);
    }

    /** The version of libzmq. */
    String version() {
        return ask("version");
    }

    /** Gives a command and waits for the answer, without its "ok". */
    String ask(String... words) {
        tell(words);
        return answer();
    }

    /** Gives a command whose answer is waited for by {@link #answer}, or never. */
    void tell(String... words) {
        try {
            commands.write((String.join(" ", words) + "\n").getBytes(UTF_8));
            commands.flush();
        } catch (IOException e) {
            throw new AssertionError("the libzmq process takes no commands: " + e.getMessage(), e);
        }
    }

    /** Waits for the next answer. */
    String answer() {
        String line;
        try {
            line = answers.poll(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the libzmq process", e);
        }
        if (line == null || line.equals(DEAD)) {
            close(); // what it says later would be taken for the answer to something else
            throw new AssertionError("the libzmq process " + (line == null ? "does not answer" : "has ended"));
        }
        if (line.equals("none")) {
            return line;
        }
        if (!line.startsWith("ok")) {
            throw new AssertionError("the libzmq process says: " + line);
        }
        return line.substring(2).strip();
    }

    /** Ends the process without giving it a chance to say goodbye: SIGKILL. */
    void kill() {
        process.destroyForcibly();
        Deadline.await("the libzmq process is dead", () -> !process.isAlive());
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
        return value instanceof byte[] bytes ? shown(bytes) : value.toString();
    }

    private static String shown(byte[] bytes) {
        return "=" + Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public void close() {
        process.destroyForcibly();
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
            ask("send", name, frames.stream().map(LibzmqPeer::shown).collect(joining(" ")));
        }

        @Override
        public Optional<List<byte[]>> receive(Duration timeout) {
            String answer = ask("receive", name, "" + timeout.toMillis());
            return answer.equals("none") ? Optional.empty() : Optional.of(Stream.of(answer.split(" "))
                    .map(frame -> Base64.getDecoder().decode(frame.substring(1))).toList());
        }

        @Override
        public void subscribe(byte[] prefix) {
            ask("set", name, "SUBSCRIBE", shown(prefix));
        }

        @Override
        public void unsubscribe(byte[] prefix) {
            ask("set", name, "UNSUBSCRIBE", shown(prefix));
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
