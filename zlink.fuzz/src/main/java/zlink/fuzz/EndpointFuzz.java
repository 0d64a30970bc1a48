package zlink.fuzz;

import static zlink.fuzz.Bytes.of;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import zlink.api.AddressRange;
import zlink.api.Endpoint;
import zlink.api.InvalidEndpointException;
import zlink.api.InvalidOptionException;
import zlink.transport.spi.TransportProvider;
import zlink.transport.spi.TransportProvider.Use;

/** Endpoints, by every transport there is, and ranges of addresses. The input is their text in UTF-8. */
public final class EndpointFuzz {
    private static final List<TransportProvider> TRANSPORTS = new ArrayList<>();

    static {
        ServiceLoader.load(TransportProvider.class).forEach(TRANSPORTS::add);
    }

    private EndpointFuzz() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        Property.bounded(data, () -> {
            parse(text);
            range(text);
            return text;
        });
    }

    private static void parse(String text) {
        Endpoint endpoint;
        try {
            endpoint = Endpoint.of(text);
        } catch (InvalidEndpointException e) {
            Property.check(e.getMessage().length() < 800, "a long complaint");
            return;
        }
        Property.check(endpoint.toString().equals(text) && Endpoint.of(text).equals(endpoint), "another text");
        for (TransportProvider transport : TRANSPORTS) {
            if (transport.scheme().equals(endpoint.scheme())) {
                isGood(transport, endpoint, Use.BIND);
                if (isGood(transport, endpoint, Use.CONNECT)) {
                    transport.connectMayWait(endpoint);
                }
            }
        }
    }

    private static boolean isGood(TransportProvider transport, Endpoint endpoint, Use use) {
        try {
            transport.check(endpoint, use);
            return true;
        } catch (InvalidEndpointException e) {
            Property.check(e.getMessage().contains(endpoint.scheme()), "the endpoint is not named: " + e.getMessage());
            return false;
        }
    }

    private static void range(String text) {
        try {
            AddressRange range = AddressRange.of(text);
            Property.check(AddressRange.of(range.toString()).equals(range), "another range: " + range);
        } catch (InvalidOptionException e) {
            Property.check(e.getMessage() != null, "no reason");
        }
    }

    static List<byte[]> seeds() {
        return List.of(of("tcp://127.0.0.1:5555"), of("tcp://*:*"), of("tcp://[::1%lo]:5000-5100"),
                of("tcp://eth0.100:*;host.example:5555"), of("ipc:///tmp/socket"), of("ipc://*"), of("ipc://@name"),
                of("ws://localhost:80/a/path?query=%20"), of("wss://[2001:db8::1]:443/"), of("tls://host.example.:1"),
                of("inproc://name"), of("10.0.0.0/8"), of("fe80::/10"), of("::ffff:1.2.3.4"));
    }
}
