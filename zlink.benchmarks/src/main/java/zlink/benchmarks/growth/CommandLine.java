package zlink.benchmarks.growth;

import java.time.Duration;
import java.util.List;
import zlink.benchmarks.measure.Payload;
import zlink.benchmarks.program.Arguments;
import zlink.benchmarks.program.ProgressStyle;
import zlink.benchmarks.program.WrongArgumentException;

/** Reads the command line. */
final class CommandLine {
    private static final List<String> NAMES = List.of("--case", "--connections", "--subscribers", "--size", "--sockets",
            "--spread", "--rounds", "--run", "--warm-up", "--timeout", "--out", "--progress");
    private static final int MAX_CONNECTIONS = 100_000;
    private static final int MAX_SUBSCRIBERS = 1_000;
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_ROUNDS = 1_000;
    private static final int MAX_MS = 60_000;
    private static final int MAX_SECONDS = 3_600;

    static final String HELP = """
            Usage: ./growth [OPTION VALUE]...

            Measures what becomes of zlink as things grow, each beside the same that is small
            or well, in turn in one run, over tcp between processes. Every message is checked.

              idle     one PULL socket with many idle connections: the memory of its
                       process above an empty context, and the throughput of one more
                       connection that is active, beside the same one alone
              fan-out  one PUB socket and its subscribers, zlink's beside JeroMQ's:
                       messages delivered and processor time for each
              slow     ten subscribers, one of which does not read: what the other nine
                       get, beside what they get when it reads or is not there
              sockets  the same connections spread over few or many PULL sockets, all of
                       them active in turn: throughput and memory

              --case LIST        of idle, fan-out, slow, sockets          default: all
              --connections LIST idle ones, 1 to 100000       default: 1,100,1000,10000
              --subscribers LIST of fan-out, 1 to 1000               default: 1,10,100
              --size LIST        bytes of a published message, 24 to 1048576
                                                                      default: 64,1024
              --sockets LIST     over which connections are spread, 1 to 100000
                                                                   default: 1,10,1000
              --spread N         connections that are, 1 to 100000; a multiple of each
                                 number of sockets                       default: 1000
              --rounds N         times everything is measured, 1 to 1000    default: 5
              --run MS           how long each measurement should take, 1 to 60000
                                 milliseconds                            default: 1000
              --warm-up MS       how long each subject is warmed up, 1 to 60000
                                 milliseconds                            default: 3000
              --timeout SECONDS  for each step, 1 to 3600                  default: 60
              --out DIRECTORY    where growth.csv and growth.md go
                                 default: zlink.benchmarks/target/growth
              --progress line|lines|none  one line that changes as well, a line for each
                                 result, or only the end; default: line on a terminal
              --help             this text

            LIST is separated by commas. Ctrl-C ends the program and keeps what there is.
            The exit status is 0 if all was measured, 1 if something went wrong, 2 if the
            options are wrong or need more file descriptors than a process may have.

            For example: ./growth --case idle --connections 10000
                         ./growth --case fan-out --subscribers 100 --size 64
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
        int spread = arguments.number("--spread", 1, MAX_CONNECTIONS, "connections", defaults.spread());
        return new Options(
                arguments.choices("--case", List.of(Case.values())).orElse(defaults.cases()),
                arguments.numbers("--connections", 1, MAX_CONNECTIONS, "connections", defaults.connections()),
                arguments.numbers("--subscribers", 1, MAX_SUBSCRIBERS, "subscribers", defaults.subscribers()),
                arguments.numbers("--size", Payload.MIN_BYTES, MAX_BYTES, "bytes", defaults.sizes()),
                sockets(arguments, spread, defaults.sockets()),
                spread,
                arguments.number("--rounds", 1, MAX_ROUNDS, "rounds", defaults.rounds()),
                millis(arguments, "--run", defaults.run()),
                millis(arguments, "--warm-up", defaults.warmUp()),
                Duration.ofSeconds(arguments.number("--timeout", 1, MAX_SECONDS, "seconds",
                        (int) defaults.timeout().toSeconds())),
                arguments.directory("--out", defaults.directory()),
                arguments.choice("--progress", List.of(ProgressStyle.values()), defaults.progress()));
    }

    private static List<Integer> sockets(Arguments arguments, int spread, List<Integer> otherwise)
            throws WrongArgumentException {
        List<Integer> sockets = arguments.numbers("--sockets", 1, MAX_CONNECTIONS, "sockets", otherwise);
        for (int count : sockets) {
            if (spread % count != 0) {
                throw new WrongArgumentException("--spread \"" + spread + "\" is not a multiple of " + count
                        + " sockets; choose another number, or the sockets by --sockets");
            }
        }
        return sockets;
    }

    private static Duration millis(Arguments arguments, String name, Duration otherwise)
            throws WrongArgumentException {
        return Duration.ofMillis(arguments.number(name, 1, MAX_MS, "milliseconds", (int) otherwise.toMillis()));
    }
}
