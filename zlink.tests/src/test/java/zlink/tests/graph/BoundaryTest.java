package zlink.tests.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user must not do does not compile; what the user may do does, or the refusals would prove nothing. */
class BoundaryTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {
        "Message f(SubSocket socket) { return socket.receive(); }",
        "void f(PubSocket socket) { socket.send(new byte[0]); }",
        "void f(SubSocket socket) { socket.subscribe(new byte[0]); }",
        "Context f() { return Context.create(); }",
    })
    void whatASocketCanDoCompiles(String member) throws IOException {
        Compilation compilation = compile(member);

        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(compilation.succeeded()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Message f(PubSocket socket) { return socket.receive(); }",
        "Message f(PushSocket socket) { return socket.receive(); }",
        "void f(SubSocket socket) { socket.send(new byte[0]); }",
        "void f(PullSocket socket) { socket.send(new byte[0]); }",
        "void f(PairSocket socket) { socket.subscribe(new byte[0]); }",
        "void f(DealerSocket socket) { socket.subscribe(new byte[0]); }",
    })
    void whatASocketCannotDoDoesNotCompile(String member) throws IOException {
        Compilation compilation = compile(member);

        assertThat(compilation.succeeded()).isFalse();
        assertThat(compilation.errors()).singleElement().asString()
                .contains("compiler.err.cant.resolve.location.args: kindname.method");
    }

    @Test
    void unexportedPackagesAreNotVisible() throws IOException {
        Map<String, String> hidden = oneTypeOfEachHiddenPackage();
        Map<String, String> sources = new LinkedHashMap<>();
        sources.put("module-info.java", "module consumer { requires " + String.join("; requires ", Library.MODULES)
                + "; }");
        hidden.values().forEach(type -> sources.put("consumer/" + type.replace('.', '_') + ".java",
                "package consumer; class " + type.replace('.', '_') + " { " + type + " hidden; }"));

        Compilation compilation = Compilation.of(directory, sources);

        assertThat(compilation.succeeded()).isFalse();
        assertThat(compilation.errors()).hasSameSizeAs(hidden.keySet());
        hidden.keySet().forEach(name -> assertThat(compilation.diagnostics())
                .contains("compiler.err.package.not.visible: " + name + ","));
    }

    private static Map<String, String> oneTypeOfEachHiddenPackage() {
        Map<String, String> hidden = new TreeMap<>();
        for (ModuleDescriptor module : Library.descriptors()) {
            Set<String> exported = module.exports().stream().filter(exports -> !exports.isQualified())
                    .map(Exports::source).collect(Collectors.toSet());
            for (String type : Library.types(module.name())) {
                String name = type.substring(0, type.lastIndexOf('.'));
                if (!exported.contains(name)) {
                    hidden.putIfAbsent(name, type);
                }
            }
        }
        return hidden;
    }

    private Compilation compile(String member) throws IOException {
        return Compilation.of(directory, Map.of("module-info.java", "module consumer { requires zlink.api; }",
                "consumer/Consumer.java", "package consumer; import zlink.api.*; class Consumer { " + member + " }"));
    }
}
