package zlink.benchmarks.growth;

import java.util.function.DoubleFunction;
import zlink.benchmarks.report.Figures;

/** What is measured, with its unit; memory is above that of the same process with an empty context. */
enum Quantity {
    /** Of all connections together. */
    THROUGHPUT("throughput", "messages/s", Figures::rate),
    /** By all subscribers that read together. */
    DELIVERED("delivered", "messages/s", Figures::rate),
    /** For each message that a subscriber receives. */
    PUBLISHER_CPU("publisher's CPU per delivered message", "ns", Figures::threeDigits),
    /** For each message that a subscriber receives. */
    CPU("both processes' CPU per delivered message", "ns", Figures::threeDigits),
    /** For each message received. */
    RECEIVER_CPU("receiver's CPU per message", "ns", Figures::threeDigits),
    /** By the publisher, to one subscriber. */
    PER_WRITE("messages in one write", "messages", Figures::threeDigits),
    /** By the publisher, for those who do not read. */
    DROPPED("dropped for who does not read", "messages", value -> Figures.count(Math.round(value))),
    /** Resident memory after a garbage collection. */
    RESIDENT("resident memory", "MB", Figures::threeDigits),
    /** Resident memory before it. */
    UNCOLLECTED("resident memory with garbage", "MB", Figures::threeDigits),
    /** The first of them by connections. */
    PER_CONNECTION("resident memory per connection", "kB", Figures::threeDigits),
    /** Of it, Java objects. */
    HEAP("heap", "MB", Figures::threeDigits),
    /** Of it, buffers outside the heap. */
    DIRECT("direct memory", "MB", Figures::threeDigits);

    private final String shown;
    private final String unit;
    private final DoubleFunction<String> format;

    Quantity(String shown, String unit, DoubleFunction<String> format) {
        this.shown = shown;
        this.unit = unit;
        this.format = format;
    }

    /** In a table. */
    String shown() {
        return shown;
    }

    String unit() {
        return unit;
    }

    /** A value and its unit. */
    String format(double value) {
        String prefix = value < 0 ? "-" : "";
        return prefix + format.apply(Math.abs(value)) + (unit.endsWith("/s") ? "/s" : " " + unit);
    }
}
