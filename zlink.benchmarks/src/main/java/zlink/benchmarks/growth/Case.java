package zlink.benchmarks.growth;

import java.util.Locale;

/** What grows. */
enum Case {
    /** Connections that do nothing, of one socket. */
    IDLE("Idle connections of one PULL socket"),
    /** Subscribers of one publisher. */
    FAN_OUT("Subscribers of one PUB socket"),
    /** How far one of ten subscribers lags behind. */
    SLOW("A subscriber that does not read, beside nine that do"),
    /** Sockets over which connections are spread. */
    SOCKETS("Many small PULL sockets against one big one");

    private final String title;

    Case(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** As it is written on a command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
