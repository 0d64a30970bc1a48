package zlink.api;

import java.util.Objects;

/**
 * Thrown for an option value outside its range, an option that does not exist, or one that does not
 * apply to the socket's type.
 *
 * <p>Thrown where the value is given, not where it is used. Stands for libzmq's {@code EINVAL} of
 * zmq_setsockopt(3) and zmq_ctx_set(3).
 */
public final class InvalidOptionException extends ZlinkException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN_CHARS = 200;

    /** The option's name. */
    private final String option;

    /**
     * Makes the exception for a value outside its range.
     *
     * @param option the option's name
     * @param value the value given, as text; a long one is cut short
     * @param allowed the values allowed, as text
     */
    public InvalidOptionException(String option, String value, String allowed) {
        super(option + " = " + shortened(value) + ": allowed is " + allowed);
        this.option = option;
    }

    /**
     * Makes the exception.
     *
     * @param option the option's name
     * @param problem what is wrong; the exception's message is the option's name and this
     */
    public InvalidOptionException(String option, String problem) {
        super(Objects.requireNonNull(option, "option") + ": " + problem);
        this.option = option;
    }

    private static String shortened(String value) {
        return value.length() <= SHOWN_CHARS ? value : value.substring(0, SHOWN_CHARS) + "…";
    }

    /**
     * The name of the option.
     *
     * @return the name, known or not
     */
    public String option() {
        return option;
    }
}
