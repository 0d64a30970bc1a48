package zlink.tests.graph;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Provides;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** {@code provides} works on the module path only, {@code META-INF/services} on the class path only: both agree. */
class ServicesTest {
    private static final String DIRECTORY = "META-INF/services/";

    @Test
    void classPathFindsTheSameProviders() throws IOException {
        for (ModuleDescriptor module : Library.descriptors()) {
            Map<String, List<String>> provided = new TreeMap<>();
            for (Provides provides : module.provides()) {
                provided.put(provides.service(), provides.providers());
            }
            assertThat(serviceFiles(module.name())).as(DIRECTORY + " of " + module.name()).isEqualTo(provided);
        }
    }

    private static Map<String, List<String>> serviceFiles(String module) throws IOException {
        Map<String, List<String>> services = new TreeMap<>();
        for (String resource : Library.resources(module)) {
            if (resource.startsWith(DIRECTORY)) {
                services.put(resource.substring(DIRECTORY.length()), lines(module, resource));
            }
        }
        return services;
    }

    private static List<String> lines(String module, String resource) throws IOException {
        try (InputStream content = Library.open(module, resource)) {
            return new String(content.readAllBytes(), UTF_8).lines().filter(line -> !line.isBlank()).toList();
        }
    }
}
