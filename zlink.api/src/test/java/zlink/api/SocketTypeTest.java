package zlink.api;

import static org.assertj.core.api.Assertions.assertThat;
import static zlink.api.SocketType.DEALER;
import static zlink.api.SocketType.PAIR;
import static zlink.api.SocketType.PUB;
import static zlink.api.SocketType.PULL;
import static zlink.api.SocketType.PUSH;
import static zlink.api.SocketType.REP;
import static zlink.api.SocketType.REQ;
import static zlink.api.SocketType.ROUTER;
import static zlink.api.SocketType.STREAM;
import static zlink.api.SocketType.SUB;
import static zlink.api.SocketType.XPUB;
import static zlink.api.SocketType.XSUB;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketTypeTest {
    private static final Map<SocketType, Set<SocketType>> PEERS = Map.ofEntries(
            Map.entry(PAIR, Set.of(PAIR)),
            Map.entry(PUB, Set.of(SUB, XSUB)),
            Map.entry(SUB, Set.of(PUB, XPUB)),
            Map.entry(REQ, Set.of(REP, ROUTER)),
            Map.entry(REP, Set.of(REQ, DEALER)),
            Map.entry(DEALER, Set.of(REP, DEALER, ROUTER)),
            Map.entry(ROUTER, Set.of(REQ, DEALER, ROUTER)),
            Map.entry(PULL, Set.of(PUSH)),
            Map.entry(PUSH, Set.of(PULL)),
            Map.entry(XPUB, Set.of(SUB, XSUB)),
            Map.entry(XSUB, Set.of(PUB, XPUB)),
            Map.entry(STREAM, Set.of()));

    @ParameterizedTest
    @EnumSource
    void talksToTheTypesTheMatrixNames(SocketType type) {
        assertThat(Stream.of(SocketType.values()).filter(type::canTalkTo).collect(Collectors.toSet()))
                .isEqualTo(PEERS.get(type));
    }

    @ParameterizedTest
    @EnumSource
    void talksOnlyToTypesThatTalkBack(SocketType type) {
        for (SocketType peer : SocketType.values()) {
            assertThat(type.canTalkTo(peer)).as("%s and %s", type, peer).isEqualTo(peer.canTalkTo(type));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsNameOnTheWire(SocketType type) {
        assertThat(SocketType.ofWireName(type.name())).contains(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pair", "SERVER", "PUBX", "PU", " PUB", "PUB "})
    void isNotFoundByAnotherText(String name) {
        assertThat(SocketType.ofWireName(name)).isEmpty();
    }

    @Test
    void keepsTheOrderOfTheNumericIdsOfZmtp2() {
        assertThat(SocketType.values())
                .containsExactly(PAIR, PUB, SUB, REQ, REP, DEALER, ROUTER, PULL, PUSH, XPUB, XSUB, STREAM);
    }
}
