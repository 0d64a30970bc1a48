package zlink.transport.ws.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The first line and the header fields of a request or an answer.
 *
 * @param startLine as it came
 * @param fields in their order
 */
public record HttpHead(String startLine, List<Field> fields) {

    /**
     * One header field.
     *
     * @param name as it came; upper and lower case do not differ
     * @param value without spaces around it
     */
    public record Field(String name, String value) { }

    /** The values of all fields of a name, in their order. */
    public List<String> values(String name) {
        return fields.stream().filter(field -> field.name().equalsIgnoreCase(name)).map(Field::value).toList();
    }

    /** The value of the only field of a name; empty if there is none or more than one. */
    public Optional<String> only(String name) {
        List<String> values = values(name);
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** The elements of the comma-separated lists in all fields of a name. */
    public List<String> elements(String name) {
        List<String> elements = new ArrayList<>();
        for (String value : values(name)) {
            for (String element : value.split(",")) {
                String stripped = element.strip();
                if (!stripped.isEmpty()) {
                    elements.add(stripped);
                }
            }
        }
        return elements;
    }

    /** Whether one of the elements is this, in upper or lower case. */
    public boolean hasElement(String name, String element) {
        return elements(name).stream().anyMatch(element::equalsIgnoreCase);
    }

    /** Text of a peer as errors quote it: printable and not too long. */
    public static String shown(String text) {
        int length = Math.min(text.length(), 80);
        String printable = text.substring(0, length).replaceAll("[^\\x20-\\x7e]", "?");
        return length < text.length() ? printable + "..." : printable;
    }

    static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
