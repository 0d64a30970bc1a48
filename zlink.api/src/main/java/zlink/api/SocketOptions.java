package zlink.api;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The options of a socket; immutable.
 *
 * <p>Every {@code with} makes a new object and checks the value at once. An option that is not set has
 * its default. A socket takes its options when it is made.
 */
public final class SocketOptions {
    private static final SocketOptions DEFAULTS = new SocketOptions(Map.of());

    private final Map<SocketOption<?>, Object> values;

    private SocketOptions(Map<SocketOption<?>, Object> values) {
        this.values = values;
    }

    /**
     * The options of which none is set.
     *
     * @return always the same object
     */
    public static SocketOptions defaults() {
        return DEFAULTS;
    }

    /**
     * These options with one more or another value.
     *
     * @param option the option to set
     * @param value its value
     * @param <T> the type of the value
     * @return the new options
     * @throws InvalidOptionException if the value is not allowed; names the option and what is allowed
     */
    public <T> SocketOptions with(SocketOption<T> option, T value) {
        T checked = option.check(value);
        Map<SocketOption<?>, Object> changed = new HashMap<>(values);
        changed.put(option, checked);
        return new SocketOptions(changed);
    }

    /**
     * These options with one more or another value, both given as text, as in a configuration file.
     *
     * @param name the name of one of zlink's own options or of its libzmq counterpart, such as
     *     {@code SEND_HIGH_WATER_MARK}, {@code send-high-water-mark} or {@code ZMQ_SNDHWM}
     * @param value its value in the form the option's {@link SocketOption#type()} describes
     * @return the new options
     * @throws InvalidOptionException if there is no such option, naming the nearest, or the value is not
     *     allowed
     */
    public SocketOptions with(String name, String value) {
        return parsed(KnownOptions.named(Objects.requireNonNull(name, "name")),
                Objects.requireNonNull(value, "value"));
    }

    private <T> SocketOptions parsed(SocketOption<T> option, String value) {
        return with(option, option.parse(value));
    }

    /**
     * These options and the other's; where both set an option, the other's value counts.
     *
     * @param other options that take precedence, such as a socket's own over its context's
     * @return the new options
     */
    public SocketOptions withAll(SocketOptions other) {
        if (other.values.isEmpty()) {
            return this;
        }
        Map<SocketOption<?>, Object> changed = new HashMap<>(values);
        changed.putAll(other.values);
        return new SocketOptions(changed);
    }

    /**
     * These options with one back at its default.
     *
     * @param option the option
     * @return the new options; this object if the option is not set
     */
    public SocketOptions without(SocketOption<?> option) {
        if (!isSet(option)) {
            return this;
        }
        Map<SocketOption<?>, Object> changed = new HashMap<>(values);
        changed.remove(option);
        return changed.isEmpty() ? DEFAULTS : new SocketOptions(changed);
    }

    /**
     * The value of an option, set or default.
     *
     * @param option an option that is set or has a default
     * @param <T> the type of the value
     * @return the value
     * @throws NoSuchElementException if the option is not set and has no default; {@link #find} does not throw
     */
    public <T> T get(SocketOption<T> option) {
        return find(option).orElseThrow(() -> new NoSuchElementException(
                option + " is not set and has no default value; ask by find(" + option + ")"));
    }

    /**
     * The value of an option, set or default.
     *
     * @param option the option
     * @param <T> the type of the value
     * @return the value, or empty if the option is not set and has no default
     */
    public <T> Optional<T> find(SocketOption<T> option) {
        @SuppressWarnings("unchecked") // with() puts only values of the option's type
        T value = (T) values.get(Objects.requireNonNull(option, "option"));
        return value != null ? Optional.of(value) : option.defaultValue();
    }

    /**
     * Says whether an option is set, be it to its default value.
     *
     * @param option the option
     * @return whether it is set
     */
    public boolean isSet(SocketOption<?> option) {
        return values.containsKey(Objects.requireNonNull(option, "option"));
    }

    /**
     * The options that are set.
     *
     * @return an unmodifiable set
     */
    public Set<SocketOption<?>> set() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /**
     * Checks that every option set applies to a type of socket.
     *
     * @param type the type
     * @throws InvalidOptionException if one does not; names the option and the types it applies to
     */
    public void checkFor(SocketType type) {
        Objects.requireNonNull(type, "type");
        for (SocketOption<?> option : values.keySet()) {
            if (!option.appliesTo().contains(type)) {
                throw new InvalidOptionException(option.name(), "does not apply to a " + type
                        + " socket, only to " + option.appliesTo().stream().map(SocketType::name)
                                .collect(Collectors.joining(", ")));
            }
        }
    }

    /**
     * These options without those that do not apply to a type of socket, such as a context's defaults
     * for all its sockets.
     *
     * @param type the type
     * @return options that pass {@link #checkFor checkFor(type)}
     */
    public SocketOptions applicableTo(SocketType type) {
        Objects.requireNonNull(type, "type");
        Map<SocketOption<?>, Object> kept = new HashMap<>(values);
        kept.keySet().removeIf(option -> !option.appliesTo().contains(type));
        return kept.size() == values.size() ? this : new SocketOptions(kept);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SocketOptions options && values.equals(options.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** The options set, by name, with their values. */
    @Override
    public String toString() {
        return values.keySet().stream()
                .sorted(Comparator.comparing(SocketOption::name))
                .map(this::show)
                .collect(Collectors.joining(", ", "SocketOptions[", "]"));
    }

    private <T> String show(SocketOption<T> option) {
        return option.name() + "=" + option.type().format(get(option));
    }
}
