package zlink.benchmarks.demonstration;

import java.time.Duration;
import java.util.List;
import zlink.benchmarks.program.Arguments;
import zlink.benchmarks.program.ProgressStyle;
import zlink.benchmarks.program.WrongArgumentException;
import zlink.benchmarks.run.Bodies;
import zlink.benchmarks.scenario.Transport;

/** Reads the command line. */
final class CommandLine {
    private static final List<String> NAMES = List.of("--pattern", "--transport", "--size", "--messages", "--rounds",
            "--speculative", "--timeout", "--html", "--progress");
    private static final int MAX_BYTES = 16 << 20;
    private static final int MAX_MESSAGES = 100_000_000;
    private static final int MAX_ROUNDS = 1_000;
    private static final int MAX_SECONDS = 3_600;

    static final String HELP = """
            Usage: ./demonstrate [OPTION VALUE]...

            Sends messages between two threads through every pattern, transport and size,
            checks each message for order and content, and reports throughput, one-way
            latency and how many runs completed: as text here and as a page with charts.

              --pattern LIST      of PAIR, DEALER_DEALER, DEALER_ROUTER, ROUTER_ROUTER,
                                  ROUTER_ROUTER_POLL, PUBSUB            default: all
              --transport LIST    of inproc, ipc, tcp, tls, ws, wss
                                                           default: inproc,ipc,tcp
              --size LIST         bytes of a message, 8 to 16777216     default: 64,1024
              --messages LIST     messages of a run, 1 to 100000000
                                                           default: 2000,10000,200000
              --rounds N          times everything is done, 1 to 1000   default: 3
              --speculative on|off  whether threads that send or receive may use the
                                  connection themselves                 default: on
              --timeout SECONDS   for each run, 1 to 3600; one that takes longer is not
                                  complete, and the next one follows    default: 20
              --html FILE         the page
                               default: zlink.benchmarks/target/demonstration.html
              --progress line|lines|none  one line that changes, a line for each cell and
                                  round, or nothing    default: line on a terminal
              --help              this text

            LIST is separated by commas. Ctrl-C ends the program and shows what there is.
            The exit status is 0 only if every run completed, 2 if the options are wrong.

            For example: ./demonstrate --pattern PAIR,PUBSUB --transport tcp --size 64
            """;

    private CommandLine() {
    }

    /**
     * Reads the arguments.
     *
     * @throws WrongArgumentException naming what is allowed instead
     */
    static Options parse(String... words) throws WrongArgumentException {
        Arguments arguments = Arguments.read(NAMES, List.of(), words);
        Options defaults = Options.defaults();
        return new Options(
                arguments.choices("--pattern", Options.PATTERNS).orElse(defaults.patterns()),
                arguments.choices("--transport", List.of(Transport.values())).orElse(defaults.transports()),
                arguments.numbers("--size", Bodies.MIN_BYTES, MAX_BYTES, "bytes", defaults.sizes()),
                arguments.numbers("--messages", 1, MAX_MESSAGES, "messages", defaults.messages()),
                arguments.number("--rounds", 1, MAX_ROUNDS, "rounds", defaults.rounds()),
                arguments.onOrOff("--speculative", defaults.speculative()),
                arguments.file("--html", defaults.html()),
                Duration.ofSeconds(arguments.number("--timeout", 1, MAX_SECONDS, "seconds",
                        (int) defaults.timeout().toSeconds())),
                arguments.choice("--progress", List.of(ProgressStyle.values()), defaults.progress()));
    }
}
