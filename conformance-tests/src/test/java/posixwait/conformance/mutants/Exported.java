package posixwait.conformance.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads the mutants that PIT left as files ({@code +EXPORT}), and what became of each among the unit tests. */
final class Exported {
    private static final Pattern DETAILS = Pattern.compile(
            "clazz=([^,]+), method=(.+?), methodDesc=([^\\]]+)\\], indexes=\\[([^\\]]*)\\], mutator=([^\\]]+)\\]",
            Pattern.DOTALL);
    private static final Set<String> NOTICED = Set.of("KILLED", "TIMED_OUT", "MEMORY_ERROR", "RUN_ERROR");

    private Exported() {}

    /**
     * {@return the mutants of a module, in the order of their classes, methods and bytecode}
     *
     * @param module the name of the module
     * @param reports its {@code target/pit-reports}
     * @throws IOException if there are none, or a mutant of the report has no file
     */
    static List<Mutant> read(String module, Path reports) throws IOException {
        Map<String, Path> files = files(reports.resolve("export"));
        NodeList listed = parse(reports.resolve("mutations.xml")).getElementsByTagName("mutation");
        List<Element> inOrder = IntStream.range(0, listed.getLength())
                .mapToObj(i -> (Element) listed.item(i))
                .sorted(Comparator.comparing((Element each) -> text(each, "mutatedClass"))
                        .thenComparing(Exported::method)
                        .thenComparingInt(each -> Integer.parseInt(text(each, "index"))))
                .toList();
        Map<String, Long> alike =
                inOrder.stream().collect(Collectors.groupingBy(Exported::change, Collectors.counting()));
        Map<String, Integer> seen = new HashMap<>();
        List<Mutant> mutants = new ArrayList<>();
        for (Element each : inOrder) {
            String className = text(each, "mutatedClass");
            String key = key(className, method(each), text(each, "index"), text(each, "mutator"));
            Path file = files.get(key);
            if (file == null) {
                throw new IOException("PIT left no file of " + key + "; run it with +EXPORT");
            }
            long of = Objects.requireNonNull(alike.get(change(each)));
            int which = seen.merge(change(each), 1, Integer::sum);
            mutants.add(new Mutant(
                    module,
                    className,
                    method(each),
                    Integer.parseInt(text(each, "lineNumber")),
                    text(each, "description"),
                    of == 1 ? "" : " (" + which + " of " + of + ")",
                    NOTICED.contains(each.getAttribute("status")),
                    file));
        }
        return mutants;
    }

    private static String method(Element mutation) {
        return text(mutation, "mutatedMethod") + text(mutation, "methodDescription");
    }

    private static String change(Element mutation) {
        return String.join(" ", text(mutation, "mutatedClass"), method(mutation), text(mutation, "description"));
    }

    private static Map<String, Path> files(Path exported) throws IOException {
        Map<String, Path> files = new HashMap<>();
        try (Stream<Path> all = Files.walk(exported)) {
            for (Path details : all.filter(path -> path.endsWith("details.txt")).toList()) {
                Matcher found = DETAILS.matcher(Files.readString(details));
                if (!found.find()) {
                    throw new IOException(details + " is not what it was in the PIT this was made for");
                }
                String first = found.group(4).split(",", 2)[0].strip();
                files.put(
                        key(found.group(1), found.group(2) + found.group(3), first, found.group(5)),
                        details.resolveSibling(found.group(1) + ".class"));
            }
        }
        return files;
    }

    private static String key(String className, String method, String index, String mutator) {
        return String.join(" ", className, method, index, mutator);
    }

    private static Element parse(Path report) throws IOException {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(report + ": " + e.getMessage(), e);
        }
    }

    private static String text(Element element, String tag) {
        return Objects.requireNonNull(element.getElementsByTagName(tag).item(0), tag)
                .getTextContent();
    }
}
