package zlink.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AddressOrderTest {

    private final AddressOrder order = new AddressOrder();

    @Test
    void everyAddressHasItsTurn() {
        List<String> addresses = List.of("a", "b", "c");
        assertThat(AddressOrder.from(order.begin("host"), addresses)).containsExactly("a", "b", "c");
        assertThat(AddressOrder.from(order.begin("host"), addresses)).containsExactly("b", "c", "a");
        assertThat(AddressOrder.from(order.begin("host"), addresses)).containsExactly("c", "a", "b");
        assertThat(AddressOrder.from(order.begin("host"), addresses)).containsExactly("a", "b", "c");
    }

    @Test
    void whatWorkedComesFirstUntilItFails() {
        order.begin("host");
        order.worked("host", order.begin("host"));
        assertThat(order.begin("host")).isEqualTo(1);
        order.worked("host", 1);
        assertThat(order.begin("host")).isEqualTo(1);
        assertThat(order.begin("host")).isEqualTo(2);
    }

    @Test
    void namesDoNotInfluenceEachOther() {
        order.begin("host");
        assertThat(order.begin("other")).isZero();
    }

    @Test
    void neverSoManyNamesThatTheyFillTheMemory() {
        int last = 2 * AddressOrder.MOST_NAMES;
        for (int i = 0; i <= last; i++) {
            assertThat(order.begin("host" + i)).isZero();
        }
        assertThat(order.begin("host" + last)).as("remembered").isEqualTo(1);
        assertThat(order.begin("host0")).as("forgotten").isZero();
    }

    @Test
    void oneAddressOrNoneHasOneOrder() {
        assertThat(AddressOrder.from(7, List.of("a"))).containsExactly("a");
        assertThat(AddressOrder.from(7, List.of())).isEmpty();
    }
}
