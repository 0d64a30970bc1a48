package zlink.benchmarks.measure;

import java.util.LinkedHashMap;
import java.util.Map;

/** A line of names and values, as workers read and write them: {@code pattern=PAIR bytes=64}. */
public final class Fields {
    private final Map<String, String> values = new LinkedHashMap<>();

    /** Reads a line. */
    public static Fields parse(String line) {
        Fields fields = new Fields();
        for (String field : line.strip().split(" +")) {
            int equals = field.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException("\"" + field + "\" in \"" + line + "\" is no name=value");
            }
            fields.values.put(field.substring(0, equals), field.substring(equals + 1));
        }
        return fields;
    }

    /** Adds a value. */
    public Fields with(String name, Object value) {
        values.put(name, String.valueOf(value));
        return this;
    }

    /** The value of a name that has to be there. */
    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name + " in \"" + this + "\"");
        }
        return value;
    }

    /** The same as a number. */
    public long number(String name) {
        return Long.parseLong(text(name));
    }

    /** The line. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder();
        values.forEach((name, value) -> line.append(line.length() == 0 ? "" : " ").append(name).append('=')
                .append(value));
        return line.toString();
    }
}
