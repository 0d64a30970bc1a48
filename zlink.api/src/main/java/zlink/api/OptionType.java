package zlink.api;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The type of an option's values, and their form as text, as in a configuration file.
 *
 * @param <T> the Java type of the values
 */
public final class OptionType<T> {
    /** Whole numbers of 32 bits; as text in decimal, optionally with {@code _} between digits. */
    public static final OptionType<Integer> INT =
            new OptionType<>("int", Integer.class, text -> Integer.valueOf(digits(text)), String::valueOf);

    /** Whole numbers of 64 bits; as text in decimal, optionally with {@code _} between digits. */
    public static final OptionType<Long> LONG =
            new OptionType<>("long", Long.class, text -> Long.valueOf(digits(text)), String::valueOf);

    /** Numbers of bytes up to 2³¹−1; as text optionally with the unit KiB, MiB or GiB. */
    public static final OptionType<Integer> INT_BYTES =
            new OptionType<>("int", Integer.class, text -> Math.toIntExact(bytes(text)), OptionType::showBytes);

    /** Numbers of bytes of 64 bits; as text optionally with the unit KiB, MiB or GiB. */
    public static final OptionType<Long> LONG_BYTES =
            new OptionType<>("long", Long.class, OptionType::bytes, OptionType::showBytes);

    /** Truth values; as text {@code true} or {@code false}, also {@code 1} or {@code 0} as in libzmq. */
    public static final OptionType<Boolean> BOOLEAN =
            new OptionType<>("boolean", Boolean.class, OptionType::truth, String::valueOf);

    /**
     * Lengths of time; as text a number and one of the units ns, us, µs, ms, s, min, h, or ISO 8601
     * such as {@code PT1.5S}. As in libzmq a number alone is in milliseconds and {@code -1} is
     * {@link SocketOption#FOREVER}, also spelt {@code forever} or {@code never}.
     */
    public static final OptionType<Duration> DURATION =
            new OptionType<>("Duration", Duration.class, OptionType::duration, OptionType::showDuration);

    /** Texts, as they are. */
    public static final OptionType<String> TEXT =
            new OptionType<>("String", String.class, text -> text, text -> text);

    /** Texts that are never shown, such as passwords: read as they are, shown as {@code (secret)}. */
    public static final OptionType<String> SECRET =
            new OptionType<>("String", String.class, text -> text, text -> "(secret)");

    /** Lists of texts; as text with commas between. */
    public static final OptionType<List<String>> NAMES = new OptionType<>("List<String>",
            List.class, OptionType::items, names -> String.join(",", names));

    /** Names of files; as text in the form of the operating system. */
    public static final OptionType<Path> PATH = new OptionType<>("Path", Path.class, Path::of, Path::toString);

    /** Routing ids; as text in UTF-8. */
    public static final OptionType<RoutingId> ROUTING_ID =
            new OptionType<>("RoutingId", RoutingId.class, RoutingId::of, RoutingId::toString);

    /** Messages; as text one frame in UTF-8. */
    public static final OptionType<Message> MESSAGE =
            new OptionType<>("Message", Message.class, Message::of,
                    message -> message.frameCount() == 1 ? message.text() : message.toString());

    /** Lists of address ranges; as text in CIDR form with commas between. */
    public static final OptionType<List<AddressRange>> ADDRESS_RANGES = new OptionType<>("List<AddressRange>",
            List.class, text -> items(text).stream().map(AddressRange::of).toList(),
            ranges -> ranges.stream().map(AddressRange::toString).collect(Collectors.joining(",")));

    /** Names and values; as text {@code name=value} with commas between. */
    public static final OptionType<Map<String, String>> PROPERTIES = new OptionType<>("Map<String, String>",
            Map.class, text -> items(text).stream().map(OptionType::pair)
                    .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1])),
            map -> map.entrySet().stream().sorted(Map.Entry.comparingByKey())
                    .map(entry -> entry.getKey() + "=" + entry.getValue()).collect(Collectors.joining(",")));

    /** Permissions of files; as text {@code rw-rw----} or, as for chmod(1), {@code 660}. */
    public static final OptionType<Set<PosixFilePermission>> FILE_PERMISSIONS = new OptionType<>(
            "Set<PosixFilePermission>", Set.class, OptionType::permissions, PosixFilePermissions::toString);

    private static final Pattern BYTES = Pattern.compile("([0-9_+-]+)\\s*(B|KiB|MiB|GiB)?");
    private static final Pattern DURATION_TEXT = Pattern.compile("([0-9_]+)\\s*(ns|us|µs|ms|s|min|h)?");

    private final String name;
    private final Class<? super T> valueClass;
    private final Function<String, ? extends T> parser;
    private final Function<? super T, String> formatter;

    private OptionType(String name, Class<? super T> valueClass, Function<String, ? extends T> parser,
            Function<? super T, String> formatter) {
        this.name = Objects.requireNonNull(name, "name");
        this.valueClass = Objects.requireNonNull(valueClass, "valueClass");
        this.parser = Objects.requireNonNull(parser, "parser");
        this.formatter = Objects.requireNonNull(formatter, "formatter");
    }

    /**
     * Makes a type of one's own, for a transport's options, say.
     *
     * @param name the type's name for documents
     * @param valueClass the class whose instances the values are
     * @param parser makes a value of a text; throws any runtime exception if it cannot
     * @param formatter makes a text that the parser understands
     * @param <T> the Java type of the values, which should be immutable
     * @return the type
     */
    public static <T> OptionType<T> of(String name, Class<? super T> valueClass,
            Function<String, ? extends T> parser, Function<? super T, String> formatter) {
        return new OptionType<>(name, valueClass, parser, formatter);
    }

    /**
     * The type's name for documents.
     *
     * @return such as {@code Duration}
     */
    public String name() {
        return name;
    }

    /**
     * Says whether an object may be a value of this type.
     *
     * @param value the object
     * @return whether it is of the right class
     */
    public boolean accepts(Object value) {
        return valueClass.isInstance(value);
    }

    /**
     * Makes a value of a text.
     *
     * @param text the text, spaces around it ignored unless the type is {@link #TEXT}
     * @return the value
     * @throws RuntimeException if the text is no value of this type
     */
    public T parse(String text) {
        return parser.apply(text);
    }

    /**
     * Makes a text of a value.
     *
     * @param value a value of this type
     * @return a text for people; {@link #parse} understands it unless the value has bytes that are no text, or is a
     *     secret
     */
    public String format(T value) {
        return formatter.apply(value);
    }

    @Override
    public String toString() {
        return name;
    }

    private static String digits(String text) {
        return text.strip().replace("_", "");
    }

    private static Boolean truth(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static Long bytes(String text) {
        Matcher matcher = BYTES.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no number of bytes");
        }
        String unit = matcher.group(2) == null ? "B" : matcher.group(2);
        int shift = switch (unit) {
            case "KiB" -> 10;
            case "MiB" -> 20;
            case "GiB" -> 30;
            default -> 0;
        };
        return Math.multiplyExact(Long.parseLong(digits(matcher.group(1))), 1L << shift);
    }

    private static String showBytes(Number value) {
        long bytes = value.longValue();
        if (bytes > 0 && bytes % (1 << 20) == 0) {
            return (bytes >> 20) + " MiB";
        }
        return bytes > 0 && bytes % (1 << 10) == 0 ? (bytes >> 10) + " KiB" : String.valueOf(bytes);
    }

    private static Duration duration(String text) {
        String stripped = text.strip();
        if (stripped.equals("-1") || stripped.equalsIgnoreCase("forever") || stripped.equalsIgnoreCase("never")) {
            return SocketOption.FOREVER;
        }
        Matcher matcher = DURATION_TEXT.matcher(stripped);
        if (!matcher.matches()) {
            try {
                return Duration.parse(stripped);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("no length of time", e);
            }
        }
        long number = Long.parseLong(digits(matcher.group(1)));
        String unit = matcher.group(2) == null ? "ms" : matcher.group(2);
        return switch (unit) {
            case "ns" -> Duration.ofNanos(number);
            case "us", "µs" -> Duration.ofSeconds(number / 1_000_000, number % 1_000_000 * 1_000);
            case "s" -> Duration.ofSeconds(number);
            case "min" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofMillis(number);
        };
    }

    private static String showDuration(Duration value) {
        if (value.equals(SocketOption.FOREVER)) {
            return "forever";
        }
        if (value.isZero()) {
            return "0";
        }
        if (value.getNano() == 0) {
            return value.getSeconds() + " s";
        }
        if (value.abs().compareTo(SocketOption.FOREVER) > 0) {
            return value.toString(); // more nanoseconds than a long holds
        }
        if (value.getNano() % 1_000_000 == 0) {
            return value.toMillis() + " ms";
        }
        return value.getNano() % 1_000 == 0 ? value.toNanos() / 1_000 + " µs" : value.toNanos() + " ns";
    }

    private static Set<PosixFilePermission> permissions(String text) {
        String stripped = text.strip();
        if (!stripped.matches("0?[0-7]{3}")) {
            return PosixFilePermissions.fromString(stripped);
        }
        int mode = Integer.parseInt(stripped, 8);
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (PosixFilePermission permission : PosixFilePermission.values()) { // from the highest bit to the lowest
            if ((mode & 0400 >> permission.ordinal()) != 0) {
                permissions.add(permission);
            }
        }
        return permissions;
    }

    private static List<String> items(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s*,\\s*", -1));
    }

    private static String[] pair(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("\"" + text + "\" has no \"=\"");
        }
        return new String[] {text.substring(0, equals).strip(), text.substring(equals + 1).strip()};
    }
}
