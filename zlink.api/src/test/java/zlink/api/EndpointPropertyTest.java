package zlink.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EndpointPropertyTest {
    @Property
    void partsOfAWellFormedTextComeBack(@ForAll("schemes") String scheme, @ForAll("addresses") String address) {
        Endpoint endpoint = Endpoint.of(scheme + "://" + address);
        assertThat(endpoint.scheme()).isEqualTo(scheme);
        assertThat(endpoint.address()).isEqualTo(address);
        assertThat(Endpoint.of(endpoint.toString())).isEqualTo(endpoint);
    }

    @Property
    void anyTextIsEitherParsedWholeOrRefused(@ForAll("texts") String text) {
        boolean wellFormed = text.matches("(?s)[a-z][a-z0-9+.-]*://[^\\p{Cntrl}\\x80-\\x9f]+");
        if (wellFormed) {
            assertThat(Endpoint.of(text)).hasToString(text);
        } else {
            assertThatExceptionOfType(InvalidEndpointException.class).isThrownBy(() -> Endpoint.of(text));
        }
    }

    @Provide
    Arbitrary<String> schemes() {
        Arbitrary<String> rest = Arbitraries.strings().withCharRange('a', 'z').numeric().withChars("+.-")
                .ofMaxLength(8);
        return Arbitraries.chars().range('a', 'z').flatMap(first -> rest.map(more -> first + more));
    }

    @Provide
    Arbitrary<String> addresses() {
        return Arbitraries.strings().excludeChars('\u0000').ofMinLength(1).ofMaxLength(40)
                .filter(text -> text.chars().noneMatch(Character::isISOControl));
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of("tcp", "://", ":", "/", "A", "0", "+", "\n", "\u0085",
                "é", " ", "x");
        return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(20),
                pieces.list().ofMaxSize(6).map(list -> String.join("", list)));
    }
}
