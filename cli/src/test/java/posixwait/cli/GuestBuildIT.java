package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What the build of a third party ran of the kit: a kit that silently runs nothing is green, too. */
class GuestBuildIT {
    private final Path reports = Path.of(System.getProperty("posixwait.guest"), "target", "surefire-reports");

    @Test
    void surefire_found_the_kit_in_its_jar_and_ran_each_requirement_as_a_test_named_by_its_id() throws Exception {
        Element suite = suite("posixwait.conformance.BackendConformanceTest");

        assertThat(names(suite))
                .contains("WPID-001 a positive pid selects that child alone", "CANARY-001 always fails")
                .anyMatch(name -> name.startsWith("every entry of "))
                .hasSizeGreaterThan(20);
        assertThat(List.of(suite.getAttribute("failures"), suite.getAttribute("errors")))
                .containsOnly("0");
        assertThat(names(suite).size() - Integer.parseInt(suite.getAttribute("skipped")))
                .as("tests that passed")
                .isGreaterThan(5);
    }

    @Test
    void the_kit_was_called_from_java() throws Exception {
        assertThat(suite("guest.jnr.KitCallTest").getAttribute("tests")).isEqualTo("1");
    }

    private Element suite(String name) throws Exception {
        Path report = reports.resolve("TEST-" + name + ".xml");
        assumeTrue(Files.exists(reports), "UNSUPPORTED: the guests were not built");
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(report.toFile())
                .getDocumentElement();
    }

    private static List<String> names(Element suite) {
        List<String> names = new ArrayList<>();
        NodeList cases = suite.getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            // Surefire puts the method before the name of what it made.
            names.add(((Element) cases.item(i)).getAttribute("name").replaceFirst("^requirements\\(\\) ", ""));
        }
        return names;
    }
}
