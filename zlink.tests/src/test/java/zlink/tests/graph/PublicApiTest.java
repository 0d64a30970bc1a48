package zlink.tests.graph;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Everything a user's program can be compiled against, one line each: a change of it is a line of the review. */
class PublicApiTest {
    private static final Path DOCUMENT = Path.of("src", "test", "golden", "public-api.txt");
    private static final Pattern JAVA_LANG = Pattern.compile("\\bjava\\.lang\\.(?=[A-Z])");

    @Test
    void signaturesMatchTheGoldenFile() throws IOException {
        Set<Class<?>> types = new TreeSet<>(Comparator.comparing(Class::getName));
        for (ModuleDescriptor module : Library.descriptors()) {
            for (Exports exports : module.exports()) {
                if (!exports.isQualified()) {
                    types.addAll(publicTypes(module.name(), exports.source()));
                }
            }
        }
        GoldenFile.check(DOCUMENT, types.stream().map(PublicApiTest::render).collect(joining("\n")));
    }

    private static List<Class<?>> publicTypes(String module, String packageName) {
        List<Class<?>> types = new ArrayList<>();
        for (String name : Library.types(module)) {
            if (name.startsWith(packageName + ".") && name.lastIndexOf('.') == packageName.length()) {
                addWithNested(types, Class.forName(ModuleLayer.boot().findModule(module).orElseThrow(), name));
            }
        }
        return types;
    }

    private static void addWithNested(List<Class<?>> types, Class<?> type) {
        if (isVisible(type.getModifiers())) {
            types.add(type);
            for (Class<?> nested : type.getDeclaredClasses()) {
                addWithNested(types, nested);
            }
        }
    }

    private static String render(Class<?> type) {
        return header(type) + "\n" + members(type)
                .filter(member -> isVisible(member.getModifiers()) && !member.isSynthetic())
                .map(member -> "    " + deprecated((AnnotatedElement) member) + signature(member) + "\n")
                .sorted().collect(joining());
    }

    /** What the type declares, and what it inherits from types that a user cannot name. */
    private static Stream<Member> members(Class<?> type) {
        Stream<Member> declared = Stream.of(type.getDeclaredFields(), type.getDeclaredConstructors(),
                type.getDeclaredMethods()).flatMap(Arrays::stream);
        Stream<Class<?>> parents = Stream.concat(Stream.ofNullable(type.getSuperclass()),
                Arrays.stream(type.getInterfaces()));
        return Stream.concat(declared, parents.filter(parent -> !isVisible(parent.getModifiers()))
                .flatMap(PublicApiTest::members).filter(member -> !(member instanceof Constructor)));
    }

    private static String header(Class<?> type) {
        StringBuilder line = new StringBuilder(deprecated(type));
        line.append(modifiers(type)).append(kind(type)).append(' ').append(type.getName());
        line.append(list("<", type.getTypeParameters(), ">"));
        if (type.getGenericSuperclass() != null && !type.isEnum() && !type.isRecord()
                && type.getSuperclass() != Object.class) {
            line.append(" extends ").append(type.getGenericSuperclass().getTypeName());
        }
        line.append(list(type.isInterface() ? " extends " : " implements ", type.getGenericInterfaces(), ""));
        if (isSealed(type)) {
            line.append(list(" permits ", type.getPermittedSubclasses(), ""));
        }
        return JAVA_LANG.matcher(line).replaceAll("");
    }

    private static String modifiers(Class<?> type) {
        int implied = type.isInterface() ? Modifier.INTERFACE | Modifier.ABSTRACT : 0;
        String modifiers = Modifier.toString(type.getModifiers() & ~implied) + " ";
        return isSealed(type) ? modifiers + "sealed " : modifiers;
    }

    /** An enum whose constants have bodies is sealed too, which is nobody's concern. */
    private static boolean isSealed(Class<?> type) {
        return type.isSealed() && !type.isEnum();
    }

    private static String kind(Class<?> type) {
        if (type.isAnnotation()) {
            return "@interface";
        }
        if (type.isInterface()) {
            return "interface";
        }
        if (type.isRecord()) {
            return "record";
        }
        return type.isEnum() ? "enum" : "class";
    }

    private static String signature(Member member) {
        String text = member instanceof Field field ? field.toGenericString() : ((Executable) member).toGenericString();
        String owner = member.getDeclaringClass().getTypeName();
        String shortened = member instanceof Method || member instanceof Field
                ? text.replace(" " + owner + "." + member.getName(), " " + member.getName())
                : text.replace(owner + "(", owner.substring(owner.lastIndexOf('.') + 1) + "(");
        return JAVA_LANG.matcher(shortened).replaceAll("");
    }

    private static String deprecated(AnnotatedElement element) {
        return element.isAnnotationPresent(Deprecated.class) ? "@Deprecated " : "";
    }

    private static String list(String before, Type[] types, String after) {
        return types.length == 0 ? ""
                : Stream.of(types).map(Type::getTypeName).collect(joining(", ", before, after));
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }
}
