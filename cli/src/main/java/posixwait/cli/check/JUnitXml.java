package posixwait.cli.check;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import posixwait.conformance.Level;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.RequirementResult;

/**
 * The result of a check in the XML that CI servers read: a test suite for each run. Only what passed has no mark; a
 * requirement that has no test, or could not be tested, is skipped, with the reason, or an error.
 *
 * <p>Servers cut the class name at its dots into packages, so there is none but those that are meant:
 * {@code posixwait.ffm-java-25_0_3.WID}.
 */
public final class JUnitXml {
    private static final double MILLIS_PER_SECOND = 1000;

    /** What XML 1.0 cannot carry in any form. */
    private static final Pattern NOT_XML =
            Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

    private enum Mark {
        NONE,
        SKIPPED,
        FAILURE,
        ERROR;

        static Mark of(RequirementResult result) {
            if (result.isUntested()) {
                return SKIPPED;
            }
            return switch (result.outcome()) {
                case PASSED -> NONE;
                case UNSUPPORTED, EXPECTED_FAILURE -> SKIPPED;
                case FAILED, UNEXPECTED_PASS -> FAILURE;
                case TIMEOUT, CRASHED, UNRESOLVED, NOT_RUN -> ERROR;
            };
        }
    }

    private JUnitXml() {}

    /** {@return the document} */
    public static String of(CheckFile result) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuites");
            xml.writeAttribute(
                    "name", "posixwait conformance kit " + result.kit().version());
            for (BackendRun run : result.runs()) {
                suite(xml, result, run);
            }
            for (NotRun notRun : result.notRun()) {
                suite(xml, notRun);
            }
            gate(xml, result);
            xml.writeEndElement();
            xml.writeCharacters("\n");
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML into memory failed", e);
        }
        return text.toString();
    }

    private static void suite(XMLStreamWriter xml, CheckFile file, BackendRun run) throws XMLStreamException {
        String name = run.backend() + "@" + run.jdk();
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", name);
        xml.writeAttribute("timestamp", file.host().takenAt());
        counts(xml, run.requirements());
        properties(xml, ResultProperties.of(file, run));
        for (RequirementResult result : run.requirements()) {
            xml.writeCharacters("\n    ");
            xml.writeStartElement("testcase");
            xml.writeAttribute("classname", className(run.backend(), run.jdk()) + "." + group(result));
            xml.writeAttribute("name", clean(result.id() + " " + result.title()));
            xml.writeAttribute("time", seconds(result.millis()));
            mark(xml, result);
            xml.writeEndElement();
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    /** A run that was not made is a suite of one case, so that nobody takes its absence for success. */
    private static void suite(XMLStreamWriter xml, NotRun notRun) throws XMLStreamException {
        String name = notRun.backend() + "@" + notRun.jdk();
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", name);
        xml.writeAttribute("tests", "1");
        xml.writeAttribute("failures", "0");
        xml.writeAttribute("errors", notRun.wanted() ? "1" : "0");
        xml.writeAttribute("skipped", notRun.wanted() ? "0" : "1");
        xml.writeAttribute("time", seconds(0));
        xml.writeCharacters("\n    ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", className(notRun.backend(), notRun.jdk()));
        xml.writeAttribute("name", "the backend opens");
        xml.writeEmptyElement(notRun.wanted() ? "error" : "skipped");
        xml.writeAttribute("message", clean(notRun.reason()));
        xml.writeEndElement();
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    /** What closes the gate beside the requirements is a suite of its own, so that a server shows it. */
    private static void gate(XMLStreamWriter xml, CheckFile file) throws XMLStreamException {
        List<String> problems = GateProblems.of(file);
        if (problems.isEmpty()) {
            return;
        }
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "gate");
        xml.writeAttribute("tests", Integer.toString(problems.size()));
        xml.writeAttribute("failures", Integer.toString(problems.size()));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", "0");
        xml.writeAttribute("time", seconds(0));
        for (String problem : problems) {
            xml.writeCharacters("\n    ");
            xml.writeStartElement("testcase");
            xml.writeAttribute("classname", "posixwait.gate");
            xml.writeAttribute("name", clean(problem.substring(0, problem.indexOf(": "))));
            xml.writeAttribute("time", seconds(0));
            xml.writeEmptyElement("failure");
            xml.writeAttribute("message", clean(problem));
            xml.writeAttribute("type", "GATE");
            xml.writeEndElement();
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    private static void properties(XMLStreamWriter xml, Map<String, String> values) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("properties");
        for (Map.Entry<String, String> value : values.entrySet()) {
            xml.writeCharacters("\n      ");
            xml.writeEmptyElement("property");
            xml.writeAttribute("name", value.getKey());
            xml.writeAttribute("value", clean(value.getValue()));
        }
        xml.writeCharacters("\n    ");
        xml.writeEndElement();
    }

    private static String className(String backend, String jdk) {
        return "posixwait." + (backend + "-java-" + jdk).replace('.', '_');
    }

    private static String group(RequirementResult result) {
        return result.id().substring(0, result.id().indexOf('-'));
    }

    private static void mark(XMLStreamWriter xml, RequirementResult result) throws XMLStreamException {
        Mark mark = Mark.of(result);
        if (mark == Mark.NONE) {
            return;
        }
        String first = result.detail().lines().findFirst().orElse("");
        xml.writeStartElement(mark.name().toLowerCase(Locale.ROOT));
        xml.writeAttribute(
                "message",
                clean((result.isUntested() ? Level.UNTESTED : result.outcome())
                        + (first.isEmpty() ? "" : ": " + first)));
        if (mark != Mark.SKIPPED) {
            xml.writeAttribute("type", result.outcome().name());
            xml.writeCharacters(clean(result.detail() + "\n\nrule: " + result.rule() + "\nsource: "
                    + String.join("; ", result.citations()) + "\n"));
        }
        xml.writeEndElement();
    }

    private static void counts(XMLStreamWriter xml, List<RequirementResult> results) throws XMLStreamException {
        xml.writeAttribute("tests", Integer.toString(results.size()));
        xml.writeAttribute("failures", Long.toString(count(results, Mark.FAILURE)));
        xml.writeAttribute("errors", Long.toString(count(results, Mark.ERROR)));
        xml.writeAttribute("skipped", Long.toString(count(results, Mark.SKIPPED)));
        xml.writeAttribute(
                "time",
                seconds(results.stream().mapToLong(RequirementResult::millis).sum()));
    }

    private static long count(List<RequirementResult> results, Mark mark) {
        return results.stream().filter(result -> Mark.of(result) == mark).count();
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.3f", millis / MILLIS_PER_SECOND);
    }

    private static String clean(String text) {
        return NOT_XML.matcher(text).replaceAll("\uFFFD");
    }
}
