package posixwait.conformance.spec;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import posixwait.conformance.run.Catalogue;
import posixwait.conformance.run.RequirementInfo;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The pages that the kit was checked against, sentence by sentence.
 *
 * <p>They are data: a file for each page beside this class, {@code pages.json} with their order, and {@code beyond.json}
 * with the requirements that cite one of these pages but ask for more than it says.
 */
public final class Specification {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private static final List<Page> PAGES = List.of(read("pages.json", String[].class)).stream()
            .map(name -> read(name + ".json", Page.class))
            .toList();
    private static final Map<String, String> EXTENSIONS = List.of(read("beyond.json", Extension[].class)).stream()
            .flatMap(Extension::each)
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private Specification() {}

    /** Requirements that go beyond the page they cite: an ID, or a pattern of IDs. */
    private record Extension(String requirement, String reason) {
        Stream<Map.Entry<String, String>> each() {
            List<RequirementInfo> matching = Catalogue.matching(List.of(requirement));
            if (matching.isEmpty()) {
                throw new IllegalStateException("beyond.json: no requirement is called " + requirement);
            }
            return matching.stream().map(info -> Map.entry(info.id(), reason));
        }
    }

    /** {@return the pages: POSIX first, then Linux} */
    public static List<Page> pages() {
        return PAGES;
    }

    /** {@return the IDs of the requirements that test an assertion of a page} */
    public static Set<String> referenced() {
        return PAGES.stream()
                .flatMap(page -> page.assertions().stream())
                .flatMap(assertion -> assertion.requirements().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** {@return the requirements that test no assertion of these pages, in catalogue order} */
    public static List<RequirementInfo> beyond() {
        Set<String> referenced = referenced();
        return Catalogue.all().stream()
                .filter(info -> !referenced.contains(info.id()))
                .toList();
    }

    /** {@return why requirements that cite one of these pages ask for more than it says, by ID} */
    public static Map<String, String> extensions() {
        return EXTENSIONS;
    }

    private static <T> T read(String name, Class<T> type) {
        try (InputStream in = Specification.class.getResourceAsStream(name)) {
            return MAPPER.readValue(Objects.requireNonNull(in, name), type);
        } catch (IOException e) {
            throw new IllegalStateException("the kit's own jar cannot be read: " + name, e);
        }
    }
}
