package zlink.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/options.md} is generated from the options themselves and may not drift from them. */
class OptionReferenceTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "options.md");

    private static final String BEGINNING = """
            # Options

            All options of a socket, generated from `SocketOption.known()`; run the tests with `-Dzlink.update=true` to
            rewrite this page. Options are set when a socket is made and checked at the call:

            ```java
            SocketOptions options = SocketOptions.defaults()
                    .with(SocketOption.SEND_HIGH_WATER_MARK, 10_000)
                    .with(SocketOption.LINGER, Duration.ofSeconds(5));
            PushSocket push = context.push(options);
            ```

            From a configuration file they are read by name, zlink's or libzmq's, with their values as text:
            `options.with("send-high-water-mark", "10_000")`, `options.with("ZMQ_LINGER", "5 s")`. A length of time
            is a number and a unit (ns, us, ms, s, min, h); a number alone is in milliseconds and `-1` means forever,
            as in libzmq. A number of bytes may end in KiB, MiB or GiB. An option that does not apply to the socket's
            type is refused; in `ContextOptions.withSocketDefaults`, for every socket of a context, it is passed over.

            An option whose default stands in *italics* has no value until it is set: `options.find(option)` is then
            empty. In Java, forever is `SocketOption.FOREVER`, and `SocketOption.NEVER` where that reads better.

            | option | libzmq | type, unit | default | range | applies to | meaning |
            |---|---|---|---|---|---|---|
            """;

    private static final String END = """

            ## Options of libzmq that zlink does not have

            | libzmq | instead |
            |---|---|
            | `ZMQ_SUBSCRIBE`, `ZMQ_UNSUBSCRIBE` | methods of the SUB and XPUB sockets |
            | `ZMQ_LAST_ENDPOINT` | `bind` and `connect` return a handle that knows its endpoint |
            | `ZMQ_TYPE`, `ZMQ_RCVMORE`, `ZMQ_MECHANISM` | the socket's type, a message's frames, a peer's `PeerInfo` |
            | `ZMQ_FD`, `ZMQ_EVENTS`, `ZMQ_USE_FD` | a poller |
            | `ZMQ_THREAD_SAFE` | every socket is |
            | `ZMQ_ROUTER_RAW` | a STREAM socket |
            | `ZMQ_TCP_MAXRT` | `HEARTBEAT_INTERVAL`; Java cannot set `TCP_USER_TIMEOUT` |
            | `ZMQ_BINDTODEVICE` | none; Java cannot set `SO_BINDTODEVICE` |
            | `ZMQ_IPV4ONLY`, `ZMQ_IPC_FILTER_*` | none; deprecated in libzmq |
            | `ZMQ_RATE`, `ZMQ_RECOVERY_IVL`, `ZMQ_MULTICAST_*` | none; no multicast transport |
            | `ZMQ_PLAIN_*`, `ZMQ_CURVE_*`, `ZMQ_ZAP_DOMAIN` | none yet; only the NULL mechanism |
            | `ZMQ_SOCKS_*`, `ZMQ_GSSAPI_*`, `ZMQ_VMCI_*` | none |
            """;

    @Test
    void documentMatchesTheOptions() throws IOException {
        String expected = BEGINNING
                + SocketOption.known().stream().map(OptionReferenceTest::row).collect(Collectors.joining())
                + END;
        if (Boolean.getBoolean("zlink.update")) {
            Files.createDirectories(DOCUMENT.getParent());
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(DOCUMENT).as("run with -Dzlink.update=true to rewrite").content().isEqualTo(expected);
    }

    private static String row(SocketOption<?> option) {
        String unit = option.unit().isEmpty() ? "" : ", " + option.unit();
        String value = option.defaultValue().isPresent() ? option.defaultText() : "*" + option.defaultText() + "*";
        String types = option.appliesTo().size() == SocketType.values().length
                ? "all"
                : option.appliesTo().stream().map(SocketType::name).collect(Collectors.joining(", "));
        return "| `" + option.name() + "` | " + option.libzmqName().map(name -> "`" + name + "`").orElse("")
                + " | `" + option.type().name() + "`" + unit + " | " + value + " | " + option.range() + " | " + types
                + " | " + option.description() + " |\n";
    }
}
