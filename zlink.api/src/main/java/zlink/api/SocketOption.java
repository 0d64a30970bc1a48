package zlink.api;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The key of a socket option: its name, the type of its values, what they may be and what they mean.
 *
 * <pre>{@code
 * SocketOptions options = SocketOptions.defaults()
 *         .with(SocketOption.SEND_HIGH_WATER_MARK, 10_000)
 *         .with(SocketOption.LINGER, Duration.ofSeconds(5));
 * }</pre>
 *
 * <p>All of zlink's own keys are constants of this class. An option whose default says "the operating
 * system's" or "none" has no value until it is set: ask for it by {@link SocketOptions#find}. A
 * transport plug-in makes keys of its own by {@link #define}; two keys are the same only if they are
 * the same object, so a plug-in publishes its keys as constants.
 *
 * <p>Options of libzmq that zlink does not have: {@code ZMQ_TCP_MAXRT} (Java cannot set
 * {@code TCP_USER_TIMEOUT}; use {@link #HEARTBEAT_INTERVAL}), {@code ZMQ_BINDTODEVICE},
 * {@code ZMQ_USE_FD}, {@code ZMQ_FD} and {@code ZMQ_EVENTS} (use a poller), {@code ZMQ_ROUTER_RAW} (use a
 * STREAM socket), those of the security mechanisms and of ZAP (not yet), and the multicast, SOCKS,
 * GSSAPI, VMCI and deprecated {@code ZMQ_IPC_FILTER_*} options.
 * {@code ZMQ_SUBSCRIBE} and {@code ZMQ_UNSUBSCRIBE} are methods, {@code ZMQ_LAST_ENDPOINT} is what
 * {@code bind} returns.
 *
 * @param <T> the type of the values, always immutable
 */
public final class SocketOption<T>
        implements QueueOptions, ConnectionOptions, IpcOptions, PatternOptions, TlsOptions, WebSocketOptions {
    /**
     * The length of time that never ends, 2⁶³−1 ns; any longer one given to an option becomes this.
     *
     * <p>Stands for libzmq's -1.
     */
    public static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    /** {@link #FOREVER}, for options that say how long to wait before doing something. */
    public static final Duration NEVER = FOREVER;

    private final String name;
    private final OptionType<T> type;
    private final String libzmqName;
    private final String unit;
    private final T defaultValue;
    private final String defaultText;
    private final String range;
    private final Predicate<? super T> allowed;
    private final UnaryOperator<T> normaliser;
    private final String description;
    private final Set<SocketType> appliesTo;

    private SocketOption(Builder<T> builder) {
        name = builder.name;
        type = builder.type;
        libzmqName = builder.libzmqName;
        unit = builder.unit;
        range = builder.range;
        allowed = builder.allowed;
        normaliser = builder.normaliser;
        description = builder.description;
        appliesTo = Collections.unmodifiableSet(EnumSet.copyOf(builder.appliesTo));
        defaultValue = builder.defaultValue == null ? null : check(builder.defaultValue);
        defaultText = builder.defaultText == null
                ? defaultValue == null ? "none" : type.format(defaultValue)
                : builder.defaultText;
    }

    /**
     * Starts a key of one's own, for a transport plug-in.
     *
     * @param name unique among all plug-ins: at least two words joined by dots, such as
     *     {@code acme.compression}
     * @param type the type of its values
     * @param <T> the Java type of its values
     * @return a builder of an option without default that takes every value and applies to all socket types
     * @throws IllegalArgumentException if the name has no dot, or characters other than letters, digits,
     *     {@code _}, {@code -} and dots
     */
    public static <T> Builder<T> define(String name, OptionType<T> type) {
        if (!name.matches("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+")) {
            throw new IllegalArgumentException("option name \"" + name
                    + "\": a plug-in's option has at least two words joined by dots, for example acme.compression");
        }
        return new Builder<>(name, type, false);
    }

    static <T> Builder<T> builtIn(String name, OptionType<T> type) {
        return new Builder<>(name, type, true);
    }

    /**
     * All of zlink's own options, ordered by name.
     *
     * @return an unmodifiable collection; keys made by {@link #define} are not in it
     */
    public static Collection<SocketOption<?>> known() {
        return KnownOptions.all();
    }

    /**
     * The option's name, by which {@link SocketOptions#with(String, String)} finds it.
     *
     * @return for zlink's own options, the name of the constant
     */
    public String name() {
        return name;
    }

    /**
     * The name of the same option in libzmq.
     *
     * @return such as {@code ZMQ_SNDHWM}, or empty if libzmq has no such option
     */
    public Optional<String> libzmqName() {
        return Optional.ofNullable(libzmqName);
    }

    /**
     * The type of the values.
     *
     * @return the type
     */
    public OptionType<T> type() {
        return type;
    }

    /**
     * What a number counts.
     *
     * @return such as {@code messages}; empty if the values have no unit or carry it themselves
     */
    public String unit() {
        return unit;
    }

    /**
     * The value that applies unless another is set.
     *
     * @return the default, or empty if the option has none
     */
    public Optional<T> defaultValue() {
        return Optional.ofNullable(defaultValue);
    }

    /**
     * The default in words.
     *
     * @return such as {@code 1000}, {@code 1 s} or {@code the operating system's}
     */
    public String defaultText() {
        return defaultText;
    }

    /**
     * The values allowed, in words.
     *
     * @return such as {@code at least 0}
     */
    public String range() {
        return range;
    }

    /**
     * What the option does, in a sentence or two.
     *
     * @return text without markup
     */
    public String description() {
        return description;
    }

    /**
     * The socket types that take the option.
     *
     * @return an unmodifiable set, not empty
     */
    public Set<SocketType> appliesTo() {
        return appliesTo;
    }

    /**
     * Checks a value and brings it into its one form.
     *
     * @param value the value given
     * @return the value to use: the same, or an equal meaning in another form, such as {@link #FOREVER}
     *     for any length of time that is longer
     * @throws InvalidOptionException if the value is not allowed
     */
    public T check(T value) {
        Objects.requireNonNull(value, name);
        if (!type.accepts(value)) {
            throw new InvalidOptionException(name, value + " of " + value.getClass(), "a value of type " + type);
        }
        T normal = normaliser.apply(value);
        if (!allowed.test(normal)) {
            throw new InvalidOptionException(name, type.format(value), range);
        }
        return normal;
    }

    /**
     * Makes a value of a text, as from a configuration file, and checks it.
     *
     * @param text in the form the {@link #type()} describes
     * @return the value
     * @throws InvalidOptionException if the text is no value of the type or the value is not allowed
     */
    public T parse(String text) {
        Objects.requireNonNull(text, name);
        T value;
        try {
            value = type.parse(text);
        } catch (RuntimeException e) {
            InvalidOptionException invalid =
                    new InvalidOptionException(name, "\"" + text + "\"", type + ", " + range);
            invalid.initCause(e);
            throw invalid;
        }
        return check(value);
    }

    /** The option's {@link #name()}. */
    @Override
    public String toString() {
        return name;
    }

    /**
     * Collects what makes up a key; not safe for use by several threads at once.
     *
     * @param <T> the type of the values
     */
    public static final class Builder<T> {
        private final String name;
        private final OptionType<T> type;
        private final boolean builtIn;
        private String libzmqName;
        private String unit = "";
        private T defaultValue;
        private String defaultText;
        private String range = "any";
        private Predicate<? super T> allowed = value -> true;
        private UnaryOperator<T> normaliser = value -> value;
        private String description = "";
        private Set<SocketType> appliesTo = EnumSet.allOf(SocketType.class);

        private Builder(String name, OptionType<T> type, boolean builtIn) {
            this.name = name;
            this.type = Objects.requireNonNull(type, "type");
            this.builtIn = builtIn;
        }

        /**
         * Sets {@link SocketOption#libzmqName()}.
         *
         * @param libzmq such as {@code ZMQ_SNDHWM}
         * @return this
         */
        public Builder<T> libzmqName(String libzmq) {
            libzmqName = Objects.requireNonNull(libzmq, "libzmq");
            return this;
        }

        /**
         * Sets {@link SocketOption#unit()}.
         *
         * @param text such as {@code messages}
         * @return this
         */
        public Builder<T> unit(String text) {
            unit = Objects.requireNonNull(text, "text");
            return this;
        }

        /**
         * Sets {@link SocketOption#defaultValue()}.
         *
         * @param value an allowed value
         * @return this
         */
        public Builder<T> defaultValue(T value) {
            defaultValue = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets {@link SocketOption#defaultText()}, for an option without default or one that needs words.
         *
         * @param text such as {@code the operating system's}
         * @return this
         */
        public Builder<T> defaultText(String text) {
            defaultText = Objects.requireNonNull(text, "text");
            return this;
        }

        /**
         * Sets what values are allowed.
         *
         * @param words {@link SocketOption#range()}; errors quote it
         * @param test whether a value is allowed
         * @return this
         */
        public Builder<T> range(String words, Predicate<? super T> test) {
            range = Objects.requireNonNull(words, "words");
            allowed = Objects.requireNonNull(test, "test");
            return this;
        }

        /**
         * Sets how values of the same meaning are brought into one form, before the range is checked.
         *
         * @param form makes the one form; must not throw
         * @return this
         */
        public Builder<T> normalise(UnaryOperator<T> form) {
            normaliser = Objects.requireNonNull(form, "form");
            return this;
        }

        /**
         * Sets {@link SocketOption#description()}.
         *
         * @param text a sentence or two without markup
         * @return this
         */
        public Builder<T> description(String text) {
            description = Objects.requireNonNull(text, "text");
            return this;
        }

        /**
         * Sets {@link SocketOption#appliesTo()}.
         *
         * @param first a type that takes the option
         * @param more other types
         * @return this
         */
        public Builder<T> appliesTo(SocketType first, SocketType... more) {
            appliesTo = EnumSet.of(first, more);
            return this;
        }

        /**
         * Makes the key.
         *
         * @return a key different from every other
         * @throws InvalidOptionException if the default is not allowed
         */
        public SocketOption<T> build() {
            SocketOption<T> option = new SocketOption<>(this);
            if (builtIn) {
                KnownOptions.add(option);
            }
            return option;
        }
    }
}
