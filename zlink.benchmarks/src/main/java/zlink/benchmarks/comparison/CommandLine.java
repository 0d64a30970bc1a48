package zlink.benchmarks.comparison;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import zlink.benchmarks.measure.Payload;
import zlink.benchmarks.program.Arguments;
import zlink.benchmarks.program.ProgressStyle;
import zlink.benchmarks.program.WrongArgumentException;
import zlink.benchmarks.scenario.Pattern;
import zlink.benchmarks.scenario.Peer;
import zlink.benchmarks.scenario.Task.Kind;
import zlink.benchmarks.scenario.Transport;

/** Reads the command line. */
final class CommandLine {
    private static final List<String> FLAGS = List.of("--full");
    private static final List<String> NAMES = List.of("--pattern", "--transport", "--size", "--pairs", "--hwm",
            "--peer", "--measure", "--rate", "--rounds", "--run", "--warm-up", "--timeout", "--out", "--progress",
            "--floor", "--read", "--full");
    private static final int MAX_BYTES = 16 << 20;
    private static final int MAX_PAIRS = 64;
    private static final int MAX_LIMIT = 10_000_000;
    private static final int MAX_RATE = 10_000_000;
    private static final int MAX_ROUNDS = 1_000;
    private static final int MAX_MS = 60_000;
    private static final int MAX_SECONDS = 3_600;

    static final String HELP = """
            Usage: ./compare [OPTION VALUE]...

            Measures zlink, JeroMQ, libzmq and plain NIO channels in one run, each in a
            process of its own and all in turn, and shows how they relate: the medians of
            the ratios of each round. Every message is checked; one that is lost, out of
            order or corrupt makes the whole run a failure.

              --pattern LIST    of PAIR, DEALER_DEALER, DEALER_ROUTER, ROUTER_ROUTER,
                                ROUTER_ROUTER_POLL, PUBSUB, PUSHPULL     default: all
              --transport LIST  of inproc, ipc, tcp                      default: all
              --size LIST       bytes of a message, 24 to 16777216
                                default: 32,64,256,1024,4096,16384,65536,262144
              --pairs LIST      pairs of sockets at once, 1 to 64        default: 1
              --hwm LIST        high-water marks, 0 to 10000000 messages; 0 is
                                unbounded                                default: 1000
              --full            pairs 1,2,4,8 and high-water marks 1000,0 where they are
                                not given
              --peer LIST       of zlink, zlink-object, zlink-handler, jeromq, libzmq,
                                nio                                      default: all
                                zlink receives into a buffer, zlink-object by
                                receive() and zlink-handler in place; nio is the limit:
                                the same bytes through a channel and nothing else
              --measure LIST    of throughput, echo (one-way latency by an echo thread),
                                rate (the same at fixed rates)           default: all
              --rate LIST       messages per second, 1 to 10000000
                                default: 10000,100000,1000000
              --rounds N        times everything is measured, 1 to 1000  default: 5
              --run MS          how long each measurement should take, 1 to 60000
                                milliseconds                             default: 200
              --warm-up MS      how long each peer is warmed up at most, 1 to 60000
                                milliseconds; it ends earlier once the JVM's
                                compilers have come to rest              default: 15000
              --timeout SECONDS for each measurement, 1 to 3600          default: 30
              --floor LIST      of PEER=RATIO, such as jeromq=2: fails where zlink's
                                throughput is less than so many times the peer's
              --read FILES      measures nothing, and reports on the figures of earlier
                                runs, their comparison.csv, all rounds together
              --out DIRECTORY   where comparison.csv, .md and .html go
                                default: zlink.benchmarks/target/comparison
              --progress line|lines|none  one line that changes as well, a line for each
                                result, or only the end; default: line on a terminal
              --help            this text

            LIST is separated by commas. Ctrl-C ends the program and keeps what there is.
            The exit status is 0 if all was measured (who is not there is named), 1 if
            something went wrong or is below its floor, 2 if the options are wrong.

            For example: ./compare --pattern PAIR --transport tcp --size 64
                         ./compare --pattern PAIR --size 64 --measure throughput \\
                             --peer zlink,libzmq
                         ./compare --read monday.csv,tuesday.csv
            """;

    private CommandLine() {
    }

    /**
     * Reads the arguments.
     *
     * @throws WrongArgumentException naming what is allowed instead
     */
    static Options parse(String... words) throws WrongArgumentException {
        Arguments arguments = Arguments.read(NAMES, FLAGS, words);
        Options defaults = Options.defaults();
        boolean full = arguments.has("--full");
        return new Options(
                arguments.choices("--pattern", List.of(Pattern.values())).orElse(defaults.patterns()),
                arguments.choices("--transport", Transport.SHARED).orElse(defaults.transports()),
                arguments.numbers("--size", Payload.MIN_BYTES, MAX_BYTES, "bytes", defaults.sizes()),
                arguments.numbers("--pairs", 1, MAX_PAIRS, "pairs", full ? Options.ALL_PAIRS : defaults.pairs()),
                arguments.numbers("--hwm", 0, MAX_LIMIT, "messages", full ? Options.ALL_LIMITS : defaults.limits()),
                arguments.choices("--peer", List.of(Peer.values())).orElse(defaults.peers()),
                arguments.choices("--measure", List.of(Kind.values())).orElse(defaults.kinds()),
                arguments.numbers("--rate", 1, MAX_RATE, "messages per second", defaults.rates()),
                arguments.number("--rounds", 1, MAX_ROUNDS, "rounds", defaults.rounds()),
                millis(arguments, "--run", defaults.run()),
                millis(arguments, "--warm-up", defaults.warmUp()),
                Duration.ofSeconds(arguments.number("--timeout", 1, MAX_SECONDS, "seconds",
                        (int) defaults.timeout().toSeconds())),
                floors(arguments),
                arguments.files("--read"),
                arguments.directory("--out", defaults.directory()),
                arguments.choice("--progress", List.of(ProgressStyle.values()), defaults.progress()));
    }

    private static Map<Peer, Double> floors(Arguments arguments) throws WrongArgumentException {
        Map<Peer, Double> floors = arguments.ratios("--floor", List.of(Peer.JEROMQ, Peer.LIBZMQ, Peer.NIO));
        for (Peer peer : floors.keySet()) {
            if (arguments.choices("--peer", List.of(Peer.values())).map(all -> !all.contains(peer)).orElse(false)) {
                throw new WrongArgumentException("--floor for " + peer + ", which --peer leaves out");
            }
        }
        return floors;
    }

    private static Duration millis(Arguments arguments, String name, Duration otherwise)
            throws WrongArgumentException {
        return Duration.ofMillis(arguments.number(name, 1, MAX_MS, "milliseconds", (int) otherwise.toMillis()));
    }
}
