package zlink.benchmarks.demonstration;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import zlink.benchmarks.demonstration.Options.ProgressStyle;
import zlink.benchmarks.run.Bodies;
import zlink.benchmarks.scenario.Pattern;
import zlink.benchmarks.scenario.Transport;

/** Reads the command line; of an option given twice the last one counts. */
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
              --transport LIST    of inproc, ipc, tcp                   default: all
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

    private final Map<String, String> values = new TreeMap<>();

    private CommandLine() {
    }

    /** Whether the help is asked for, whatever else is. */
    static boolean asksForHelp(String... arguments) {
        return Arrays.asList(arguments).contains("--help") || Arrays.asList(arguments).contains("-h");
    }

    /**
     * Reads the arguments.
     *
     * @throws WrongArgumentException naming what is allowed instead
     */
    static Options parse(String... arguments) throws WrongArgumentException {
        CommandLine line = new CommandLine();
        line.split(arguments);
        return line.options();
    }

    private void split(String... arguments) throws WrongArgumentException {
        for (int i = 0; i < arguments.length; i++) {
            int equals = arguments[i].indexOf('=');
            String name = equals < 0 ? arguments[i] : arguments[i].substring(0, equals);
            if (!NAMES.contains(name)) {
                throw new WrongArgumentException("unknown option \"" + name + "\"; there are "
                        + String.join(", ", NAMES) + " and --help");
            }
            if (equals < 0 && i + 1 == arguments.length) {
                throw new WrongArgumentException(name + " needs a value");
            }
            values.put(name, equals < 0 ? arguments[++i] : arguments[i].substring(equals + 1));
        }
    }

    private Options options() throws WrongArgumentException {
        Options defaults = Options.defaults();
        return new Options(
                choices("--pattern", Pattern.class, defaults.patterns()),
                choices("--transport", Transport.class, defaults.transports()),
                numbers("--size", Bodies.MIN_BYTES, MAX_BYTES, "bytes", defaults.sizes()),
                numbers("--messages", 1, MAX_MESSAGES, "messages", defaults.messages()),
                number("--rounds", 1, MAX_ROUNDS, "rounds", defaults.rounds()),
                onOrOff("--speculative", defaults.speculative()),
                file("--html", defaults.html()),
                Duration.ofSeconds(number("--timeout", 1, MAX_SECONDS, "seconds",
                        (int) defaults.timeout().toSeconds())),
                values.containsKey("--progress")
                        ? choice("--progress", ProgressStyle.class, values.get("--progress")) : defaults.progress());
    }

    /** In the order in which they are declared, whatever the order in which they are asked for. */
    private <E extends Enum<E>> List<E> choices(String name, Class<E> type, List<E> otherwise)
            throws WrongArgumentException {
        if (!values.containsKey(name)) {
            return otherwise;
        }
        TreeSet<E> chosen = new TreeSet<>();
        for (String text : values.get(name).split(",", -1)) {
            chosen.add(choice(name, type, text));
        }
        return List.copyOf(chosen);
    }

    private static <E extends Enum<E>> E choice(String name, Class<E> type, String text)
            throws WrongArgumentException {
        String wanted = text.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(wanted)) {
                return constant;
            }
        }
        String allowed = Arrays.stream(type.getEnumConstants()).map(CommandLine::shown)
                .collect(Collectors.joining(", "));
        throw new WrongArgumentException(name + " \"" + text + "\" is not one of " + allowed);
    }

    private static String shown(Enum<?> constant) {
        return constant instanceof Pattern ? constant.name() : constant.name().toLowerCase(Locale.ROOT);
    }

    private List<Integer> numbers(String name, int least, int most, String unit, List<Integer> otherwise)
            throws WrongArgumentException {
        if (!values.containsKey(name)) {
            return otherwise;
        }
        LinkedHashSet<Integer> chosen = new LinkedHashSet<>();
        for (String text : values.get(name).split(",", -1)) {
            chosen.add(number(name, text, least, most, unit));
        }
        return new ArrayList<>(chosen);
    }

    private int number(String name, int least, int most, String unit, int otherwise) throws WrongArgumentException {
        return values.containsKey(name) ? number(name, values.get(name), least, most, unit) : otherwise;
    }

    private static int number(String name, String text, int least, int most, String unit)
            throws WrongArgumentException {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below, like a number out of range
        }
        throw new WrongArgumentException(name + " \"" + text + "\" is not " + least + " to " + most + " " + unit);
    }

    private boolean onOrOff(String name, boolean otherwise) throws WrongArgumentException {
        String text = values.getOrDefault(name, otherwise ? "on" : "off");
        if (!text.equals("on") && !text.equals("off")) {
            throw new WrongArgumentException(name + " \"" + text + "\" is not one of on, off");
        }
        return text.equals("on");
    }

    /** Refused now rather than after minutes of measuring. */
    private Path file(String name, Path otherwise) throws WrongArgumentException {
        try {
            Path file = values.containsKey(name) ? Path.of(values.get(name)) : otherwise;
            if (values.getOrDefault(name, "x").isBlank() || Files.isDirectory(file)) {
                throw new WrongArgumentException(name + " \"" + file + "\" is not the name of a file");
            }
            return file;
        } catch (InvalidPathException e) {
            throw new WrongArgumentException(name + " \"" + values.get(name) + "\" is not the name of a file: "
                    + e.getReason());
        }
    }
}
