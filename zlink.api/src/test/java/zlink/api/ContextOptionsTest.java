package zlink.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;
import zlink.api.spi.Transport;

class ContextOptionsTest {
    private static final ContextOptions DEFAULTS = ContextOptions.defaults();

    @Test
    void haveTheDefaultsOfLibzmqAndABoundedClose() {
        assertThat(DEFAULTS.ioThreads()).isEqualTo(1);
        assertThat(DEFAULTS.maxSockets()).isEqualTo(1023);
        assertThat(DEFAULTS.threadNamePrefix()).isEqualTo("zlink");
        assertThat(DEFAULTS.threadFactory()).isEmpty();
        assertThat(DEFAULTS.socketDefaults()).isEqualTo(SocketOptions.defaults());
        assertThat(DEFAULTS.closeTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(DEFAULTS.monitorQueueLength()).isEqualTo(4096);
    }

    @Test
    void changeOneAtATime() {
        ThreadFactory factory = Thread::new;
        SocketOptions sockets = SocketOptions.defaults().with(SocketOption.LINGER, Duration.ZERO);
        ContextOptions options = DEFAULTS.withIoThreads(0).withMaxSockets(5).withThreadNamePrefix("x")
                .withThreadFactory(factory).withSocketDefaults(sockets).withCloseTimeout(Duration.ZERO)
                .withMonitorQueueLength(1);
        assertThat(options.ioThreads()).isZero();
        assertThat(options.maxSockets()).isEqualTo(5);
        assertThat(options.threadNamePrefix()).isEqualTo("x");
        assertThat(options.threadFactory()).containsSame(factory);
        assertThat(options.socketDefaults()).isEqualTo(sockets);
        assertThat(options.closeTimeout()).isZero();
        assertThat(options.monitorQueueLength()).isEqualTo(1);
        assertThat(DEFAULTS.ioThreads()).isEqualTo(1);
    }

    @Test
    void gatherTransportsAndPlacesToLookForThem() {
        Transport first = () -> "first";
        Transport second = () -> "second";
        ClassLoader loader = getClass().getClassLoader();
        ContextOptions options = DEFAULTS.withTransports(first).withTransports(second).withTransportsFrom(loader)
                .withTransportsFrom(ModuleLayer.boot());
        assertThat(options.transports()).containsExactly(first, second);
        assertThat(options.transportLoaders()).containsExactly(loader);
        assertThat(options.transportLayers()).containsExactly(ModuleLayer.boot());
        assertThat(options.withIoThreads(2).transports()).containsExactly(first, second);
        assertThat(options).isEqualTo(DEFAULTS.withTransports(first, second).withTransportsFrom(loader)
                .withTransportsFrom(ModuleLayer.boot())).isNotEqualTo(DEFAULTS);
        assertThat(DEFAULTS.transports()).isEmpty();
        assertThat(DEFAULTS.transportLoaders()).isEmpty();
        assertThat(DEFAULTS.transportLayers()).isEmpty();
        assertThatNullPointerException().isThrownBy(() -> DEFAULTS.withTransports((Transport) null));
        assertThatNullPointerException().isThrownBy(() -> DEFAULTS.withTransportsFrom((ClassLoader) null));
        assertThatNullPointerException().isThrownBy(() -> DEFAULTS.withTransportsFrom((ModuleLayer) null));
    }

    @Test
    void refuseWrongValuesAtTheCall() {
        refuses(() -> DEFAULTS.withIoThreads(-1), "ioThreads = -1: allowed is 0 (inproc only) to 64");
        refuses(() -> DEFAULTS.withIoThreads(65), "ioThreads = 65: allowed is 0 (inproc only) to 64");
        refuses(() -> DEFAULTS.withMaxSockets(0), "maxSockets = 0: allowed is 1 to 2147483647 sockets");
        refuses(() -> DEFAULTS.withThreadNamePrefix(" "),
                "threadNamePrefix = \" \": allowed is a text that is not blank");
        refuses(() -> DEFAULTS.withCloseTimeout(Duration.ofNanos(-1)),
                "closeTimeout = PT-0.000000001S: allowed is zero or longer");
        refuses(() -> DEFAULTS.withMonitorQueueLength(0), "monitorQueueLength = 0: allowed is 1 to 2147483647 events");
        assertThatNullPointerException().isThrownBy(() -> DEFAULTS.withThreadFactory(null));
        assertThatNullPointerException().isThrownBy(() -> DEFAULTS.withSocketDefaults(null));
    }

    private static void refuses(Runnable call, String message) {
        assertThatExceptionOfType(InvalidOptionException.class).isThrownBy(call::run).withMessage(message);
    }

    @Test
    void takeAnyLongTimeForForever() {
        assertThat(DEFAULTS.withCloseTimeout(Duration.ofSeconds(Long.MAX_VALUE)).closeTimeout())
                .isEqualTo(SocketOption.FOREVER);
    }

    @Test
    void areEqualIfAllValuesAre() {
        assertThat(DEFAULTS.withIoThreads(2)).isEqualTo(DEFAULTS.withIoThreads(2))
                .hasSameHashCodeAs(DEFAULTS.withIoThreads(2)).isNotEqualTo(DEFAULTS);
        assertThat(DEFAULTS.withIoThreads(1)).isEqualTo(DEFAULTS);
    }

    @Test
    void areShownByName() {
        assertThat(DEFAULTS.withIoThreads(3).toString())
                .contains("ioThreads=3", "threadNamePrefix=zlink", "SocketOptions[]");
    }
}
