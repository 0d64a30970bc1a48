package zlink.benchmarks.stress;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import zlink.benchmarks.program.Arguments;
import zlink.benchmarks.program.ProgressStyle;
import zlink.benchmarks.program.WrongArgumentException;
import zlink.benchmarks.run.Bodies;
import zlink.benchmarks.scenario.Transport;

/** Reads the command line. */
final class CommandLine {
    private static final List<String> NAMES = List.of("--kind", "--pattern", "--transport", "--size", "--messages",
            "--high-water-mark", "--speculative", "--rounds", "--for", "--seed", "--only", "--timeout", "--progress");
    private static final int MAX_BYTES = 16 << 20;
    private static final int MAX_MESSAGES = 100_000_000;
    private static final int MAX_MARK = 1_000_000_000;
    private static final int MAX_ROUNDS = 1_000;
    private static final int MAX_SECONDS = 3_600;
    private static final Duration LONGEST = Duration.ofDays(365);

    static final String HELP = """
            Usage: ./stress [OPTION VALUE]...

            Does to sockets what breaks them, checks every message for order and content, and
            looks for threads, file descriptors and memory left behind. Three kinds of cases:

              stream   one thread sends, one receives: steadily, slowly or in bursts, with
                       the kernel's buffers as they are or as small as they can be
              crowd    many threads use each socket, wait too short and are interrupted;
                       virtual threads as well, where Java has them
              churn    sockets connect, send and close, thousands of times

            Without --for it goes through all combinations, again and again as --rounds says.

              --for TIME          a soak: draws cases by lot for so long; 90s, 30m, 2h, 1d
              --seed N            of the lot                                default: 1
              --only N            just the case with this number of the soak
              --rounds N          times everything is done, 1 to 1000       default: 3
              --kind LIST         of stream, crowd, churn                   default: all
              --pattern LIST      of streams: PAIR, DEALER_DEALER, DEALER_ROUTER,
                                  ROUTER_ROUTER, ROUTER_ROUTER_POLL, PUBSUB, PUSHPULL
                                                       default: all but PUSHPULL
              --transport LIST    of inproc, ipc, tcp, tls, ws, wss
                                                       default: inproc,ipc,tcp
              --size LIST         bytes of a message, 8 to 16777216    default: 64,1024
              --messages LIST     messages of a stream, 1 to 100000000
                                                       default: 2000,10000,200000
              --high-water-mark LIST  of each queue, 0 for none
                                                       default: 1,2,10,1000,0
              --speculative LIST  of on, off                            default: both
              --timeout SECONDS   for each case, 1 to 3600; one that takes longer has
                                  failed, and the next one follows       default: 120
              --progress lines|none  lines now and then, or only what goes wrong
                                                       default: lines
              --help              this text

            LIST is separated by commas. Ctrl-C ends the program and shows what there is.
            The exit status is 0 only if everything was complete and nothing was left, 2 if
            the options are wrong.

            For example: ./stress --for 30m    ./stress --kind churn --transport tcp --rounds 1
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
                arguments.choices("--kind", List.of(Case.Kind.values())).orElse(defaults.kinds()),
                arguments.choices("--pattern", Options.PATTERNS).orElse(defaults.patterns()),
                arguments.choices("--transport", List.of(Transport.values())).orElse(defaults.transports()),
                arguments.numbers("--size", Bodies.MIN_BYTES, MAX_BYTES, "bytes", defaults.sizes()),
                arguments.numbers("--messages", 1, MAX_MESSAGES, "messages", defaults.messages()),
                arguments.numbers("--high-water-mark", 0, MAX_MARK, "messages", defaults.highWaterMarks()),
                arguments.choices("--speculative", List.of(Options.Speculation.values()))
                        .orElse(defaults.speculative()),
                arguments.number("--rounds", 1, MAX_ROUNDS, "rounds", defaults.rounds()),
                arguments.duration("--for", LONGEST),
                arguments.number("--seed", 0, Integer.MAX_VALUE, "as a seed", defaults.seed()),
                arguments.has("--only")
                        ? Optional.of(arguments.number("--only", 1, Integer.MAX_VALUE, "as the number of a case", 1))
                        : Optional.empty(),
                Duration.ofSeconds(arguments.number("--timeout", 1, MAX_SECONDS, "seconds",
                        (int) defaults.timeout().toSeconds())),
                arguments.choice("--progress", List.of(ProgressStyle.LINES, ProgressStyle.NONE), defaults.progress()));
    }
}
