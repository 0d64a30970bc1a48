package zlink.benchmarks.program;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The values of options on a command line; of an option given twice the last one counts. */
public final class Arguments {
    private final Map<String, String> values;

    private Arguments(Map<String, String> values) {
        this.values = values;
    }

    /** Whether the help is asked for, whatever else is. */
    public static boolean askForHelp(String... arguments) {
        return Arrays.asList(arguments).contains("--help") || Arrays.asList(arguments).contains("-h");
    }

    /**
     * Reads options and their values.
     *
     * @param names the options there are
     * @param flags those of them that have no value
     * @throws WrongArgumentException naming what is allowed instead
     */
    public static Arguments read(List<String> names, List<String> flags, String... arguments)
            throws WrongArgumentException {
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < arguments.length; i++) {
            int equals = arguments[i].indexOf('=');
            String name = equals < 0 ? arguments[i] : arguments[i].substring(0, equals);
            if (!names.contains(name)) {
                throw new WrongArgumentException("unknown option \"" + name + "\"; there are "
                        + String.join(", ", names) + " and --help");
            }
            if (flags.contains(name)) {
                if (equals >= 0) {
                    throw new WrongArgumentException(name + " has no value");
                }
                values.put(name, "");
            } else if (equals < 0 && i + 1 == arguments.length) {
                throw new WrongArgumentException(name + " needs a value");
            } else {
                values.put(name, equals < 0 ? arguments[++i] : arguments[i].substring(equals + 1));
            }
        }
        return new Arguments(values);
    }

    /** Whether the option is given. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /**
     * Some of what there is, in the order in which it is declared, whatever the order in which it is asked for.
     *
     * @param allowed all there is
     */
    public <E extends Enum<E>> Optional<List<E>> choices(String name, List<E> allowed) throws WrongArgumentException {
        if (!has(name)) {
            return Optional.empty();
        }
        TreeSet<E> chosen = new TreeSet<>();
        for (String text : values.get(name).split(",", -1)) {
            chosen.add(choice(name, allowed, text));
        }
        return Optional.of(List.copyOf(chosen));
    }

    /** One of what there is. */
    public <E extends Enum<E>> E choice(String name, List<E> allowed, E otherwise) throws WrongArgumentException {
        return has(name) ? choice(name, allowed, values.get(name)) : otherwise;
    }

    private static <E extends Enum<E>> E choice(String name, List<E> allowed, String text)
            throws WrongArgumentException {
        String wanted = text.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        for (E constant : allowed) {
            if (constant.name().equals(wanted)) {
                return constant;
            }
        }
        throw new WrongArgumentException(name + " \"" + text + "\" is not one of "
                + allowed.stream().map(E::toString).collect(Collectors.joining(", ")));
    }

    /** Different numbers within bounds, in the order given. */
    public List<Integer> numbers(String name, int least, int most, String unit, List<Integer> otherwise)
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

    /** A number within bounds. */
    public int number(String name, int least, int most, String unit, int otherwise) throws WrongArgumentException {
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

    /** For some of what there is a positive number each, written {@code one=2,another=0.5}. */
    public <E extends Enum<E>> Map<E, Double> ratios(String name, List<E> allowed) throws WrongArgumentException {
        Map<E, Double> ratios = new LinkedHashMap<>();
        if (has(name)) {
            for (String text : values.get(name).split(",", -1)) {
                int equals = text.indexOf('=');
                E of = choice(name, allowed, equals < 0 ? text : text.substring(0, equals));
                ratios.put(of, ratio(name, equals < 0 ? "" : text.substring(equals + 1)));
            }
        }
        return ratios;
    }

    private static double ratio(String name, String text) throws WrongArgumentException {
        try {
            double ratio = Double.parseDouble(text);
            if (ratio > 0 && ratio < Double.POSITIVE_INFINITY) {
                return ratio;
            }
        } catch (NumberFormatException notANumber) {
            // said below, like a number out of range
        }
        throw new WrongArgumentException(name + " \"" + text + "\" is not a number above 0");
    }

    /** A length of time: a number and {@code s}, {@code m}, {@code h} or {@code d}. */
    public Optional<Duration> duration(String name, Duration most) throws WrongArgumentException {
        if (!has(name)) {
            return Optional.empty();
        }
        String text = values.get(name).strip();
        try {
            Duration duration = Duration.ofSeconds(Math.multiplyExact(
                    Long.parseLong(text.substring(0, Math.max(0, text.length() - 1))),
                    unit(text.charAt(Math.max(0, text.length() - 1)))));
            if (!duration.isNegative() && !duration.isZero() && duration.compareTo(most) <= 0) {
                return Optional.of(duration);
            }
        } catch (NumberFormatException | ArithmeticException | StringIndexOutOfBoundsException notATime) {
            // said below, like a time out of range
        }
        throw new WrongArgumentException(name + " \"" + text + "\" is not a time such as 90s, 30m, 2h or 1d, of at"
                + " most " + most.toDays() + "d");
    }

    private static long unit(char letter) {
        return switch (letter) {
            case 's' -> 1;
            case 'm' -> 60;
            case 'h' -> 3_600;
            case 'd' -> 86_400;
            default -> 0; // makes it no time at all
        };
    }

    /** On or off. */
    public boolean onOrOff(String name, boolean otherwise) throws WrongArgumentException {
        String text = values.getOrDefault(name, otherwise ? "on" : "off");
        if (!text.equals("on") && !text.equals("off")) {
            throw new WrongArgumentException(name + " \"" + text + "\" is not one of on, off");
        }
        return text.equals("on");
    }

    /** Files to be read, which are there; none if the option is not given. */
    public List<Path> files(String name) throws WrongArgumentException {
        List<Path> files = new ArrayList<>();
        if (has(name)) {
            for (String text : values.get(name).split(",", -1)) {
                files.add(readable(name, text));
            }
        }
        return files;
    }

    private static Path readable(String name, String text) throws WrongArgumentException {
        try {
            Path file = Path.of(text);
            if (Files.isRegularFile(file) && Files.isReadable(file)) {
                return file;
            }
        } catch (InvalidPathException e) {
            // said below, like a file that is not there
        }
        throw new WrongArgumentException(name + " \"" + text + "\" is not a file that can be read");
    }

    /** A file to be written: refused now rather than after minutes of measuring. */
    public Path file(String name, Path otherwise) throws WrongArgumentException {
        return path(name, otherwise, "file", Files::isDirectory);
    }

    /** A directory to be written into; it need not be there yet. */
    public Path directory(String name, Path otherwise) throws WrongArgumentException {
        return path(name, otherwise, "directory", Files::isRegularFile);
    }

    private Path path(String name, Path otherwise, String kind, Predicate<Path> isOther)
            throws WrongArgumentException {
        try {
            Path path = has(name) ? Path.of(values.get(name)) : otherwise;
            if (values.getOrDefault(name, "x").isBlank() || isOther.test(path)) {
                throw new WrongArgumentException(name + " \"" + path + "\" is not the name of a " + kind);
            }
            return path;
        } catch (InvalidPathException e) {
            throw new WrongArgumentException(name + " \"" + values.get(name) + "\" is not the name of a " + kind
                    + ": " + e.getReason());
        }
    }
}
