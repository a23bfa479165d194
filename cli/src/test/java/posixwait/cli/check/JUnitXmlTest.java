package posixwait.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import posixwait.cli.Samples;
import posixwait.conformance.run.ExpectationAccount;
import posixwait.conformance.run.Outcome;

/** A CI server must not take for passed what did not pass. */
class JUnitXmlTest {
    @Test
    void every_outcome_has_its_mark_and_the_totals_add_up() throws Exception {
        Element suite = suites(Samples.checkOf(Samples.run("ffm", "ffm", "25", Outcome.values())))
                .get(0);

        assertThat(suite.getAttribute("name")).isEqualTo("ffm@25");
        assertThat(List.of(
                        suite.getAttribute("tests"),
                        suite.getAttribute("failures"),
                        suite.getAttribute("errors"),
                        suite.getAttribute("skipped"),
                        suite.getAttribute("time")))
                .containsExactly("9", "2", "4", "2", "13.500");
        assertThat(marks(suite, "failure")).containsExactly("FAILED", "UNEXPECTED_PASS");
        assertThat(marks(suite, "error")).containsExactly("UNRESOLVED", "TIMEOUT", "CRASHED", "NOT_RUN");
        assertThat(marks(suite, "skipped")).containsExactly("EXPECTED_FAILURE", "UNSUPPORTED");
    }

    @Test
    void what_has_no_test_is_skipped_with_the_reason() throws Exception {
        Element suite = suites(Samples.checkOf(Samples.withUntested(Samples.run("ffm", "ffm", "25", Outcome.PASSED))))
                .get(0);

        assertThat(List.of(suite.getAttribute("tests"), suite.getAttribute("errors"), suite.getAttribute("skipped")))
                .containsExactly("2", "0", "1");
        assertThat(marks(suite, "skipped")).containsExactly("UNTESTED");
    }

    @Test
    void a_backend_that_could_not_run_is_an_error_and_not_an_absence() throws Exception {
        CheckFile result = new CheckFile(
                new CheckFile.Kit("1"),
                Samples.check().host(),
                List.of(),
                List.of(new NotRun("ffm", "25", "no", true), new NotRun("x", "25", "no JDK", false)));

        List<Element> suites = suites(result);

        assertThat(suites).extracting(suite -> suite.getAttribute("errors")).containsExactly("1", "0");
        assertThat(suites).extracting(suite -> suite.getAttribute("skipped")).containsExactly("0", "1");
    }

    @Test
    void a_case_is_sorted_by_backend_java_and_group_and_named_by_its_id() throws Exception {
        Element suite = suites(Samples.checkOf(Samples.run("ffm", "ffm", "25.0.3", Outcome.PASSED)))
                .get(0);
        Element test = (Element) suite.getElementsByTagName("testcase").item(0);

        assertThat(test.getAttribute("classname")).isEqualTo("posixwait.ffm-java-25_0_3.WID");
        assertThat(test.getAttribute("name")).isEqualTo("WID-001 a title");
        assertThat(test.getAttribute("time")).isEqualTo("1.500");
    }

    @Test
    void a_suite_says_what_it_must_be_read_with() throws Exception {
        Element suite = suites(Samples.checkOf(Samples.run("ffm", "ffm", "25", Outcome.PASSED)))
                .get(0);
        Map<String, String> properties = new HashMap<>();
        NodeList nodes = suite.getElementsByTagName("property");
        for (int i = 0; i < nodes.getLength(); i++) {
            Element property = (Element) nodes.item(i);
            properties.put(property.getAttribute("name"), property.getAttribute("value"));
        }

        assertThat(properties)
                .containsEntry("backend", "ffm")
                .containsEntry("host.kernel", "6.12.0")
                .containsEntry("host.libc", "glibc 2.36")
                .containsEntry("host.arch", "amd64")
                .doesNotContainKey("expectations.file");
    }

    @Test
    void what_closes_the_gate_beside_the_requirements_is_a_failed_case() throws Exception {
        CheckFile result = new CheckFile(
                new CheckFile.Kit("1"),
                Samples.check().host(),
                List.of(),
                List.of(),
                null,
                null,
                new ExpectationAccount("f", "0", 1, 0, 0, false, List.of("entry 1 (NO-001): is unknown")));

        Element gate = suites(result).get(0);

        assertThat(gate.getAttribute("failures")).isEqualTo("1");
        assertThat(((Element) gate.getElementsByTagName("failure").item(0)).getAttribute("message"))
                .isEqualTo("entry 1 (NO-001): is unknown");
    }

    private static List<String> marks(Element suite, String tag) {
        List<String> marks = new ArrayList<>();
        NodeList nodes = suite.getElementsByTagName(tag);
        for (int i = 0; i < nodes.getLength(); i++) {
            String message = ((Element) nodes.item(i)).getAttribute("message");
            marks.add(message.substring(0, message.indexOf(':')));
        }
        return marks;
    }

    private static List<Element> suites(CheckFile result) throws Exception {
        Document document = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(JUnitXml.of(result))));
        List<Element> suites = new ArrayList<>();
        NodeList nodes = document.getElementsByTagName("testsuite");
        for (int i = 0; i < nodes.getLength(); i++) {
            suites.add((Element) nodes.item(i));
        }
        return suites;
    }
}
