package posixwait.cli.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import posixwait.conformance.run.Catalogue;

/**
 * A manual page, made of what the help is made of, so that both always say the same.
 *
 * <p>In the macros of man(7). picocli itself has only AsciiDoc, which takes a JRuby in the build to become a page; this way
 * the command can print its pages wherever it runs.
 */
public final class ManPage {
    private static final String EXAMPLES = "Examples:";

    /** What is not in the model: the variables that the command heeds. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "CLICOLOR_FORCE", "If set, and neither empty nor 0: colours also where the standard output is no terminal.",
            "JAVA_HOME", "The JDK that runs the script posixwait and builds its jar, if it is of 22 or later.",
            "NO_COLOR", "If set and not empty: no colours.",
            "POSIXWAIT_DEBUG", "If set, and neither empty nor 0: as --debug.",
            "TERM", "If it is dumb: no colours, and progress line by line.");

    private final CommandSpec spec;
    private final StringBuilder page = new StringBuilder();

    private ManPage(CommandSpec spec) {
        this.spec = spec;
    }

    /** {@return the page of a command, in roff} */
    public static String of(CommandLine command) {
        return new ManPage(command.getCommandSpec()).make();
    }

    /** {@return the name of the page of a command, such as {@code posixwait-check}} */
    public static String name(CommandSpec command) {
        return command.qualifiedName("-");
    }

    private String make() {
        String title = escaped(name(spec).toUpperCase(Locale.ROOT));
        String source = escaped("posixwait " + Catalogue.version());
        // Not escaped, the date is one to those who read it.
        line(".TH \"" + title + "\" 1 " + Catalogue.date() + " \"" + source + "\" posixwait");
        section("Name");
        line(escaped(name(spec)) + " \\- " + escaped(summary(spec)));
        section("Synopsis");
        synopsis();
        section("Description");
        List<String> description = new ArrayList<>(List.of(spec.usageMessage().description()));
        description.add("");
        description.addAll(footer(false));
        paragraph(description);
        commands();
        options();
        section("Exit status");
        spec.usageMessage().exitCodeList().forEach(this::item);
        section("Environment");
        ENVIRONMENT.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> item(each.getKey(), each.getValue()));
        examples();
        seeAlso();
        return page.toString();
    }

    private static String summary(CommandSpec command) {
        String[] description = command.usageMessage().description();
        StringBuilder first = new StringBuilder();
        for (String line : description) {
            if (line.isEmpty()) {
                break;
            }
            first.append(first.isEmpty() ? "" : " ").append(line);
        }
        return first.toString().replaceFirst("\\.$", "");
    }

    private void synopsis() {
        String synopsis = new Help(spec, Help.defaultColorScheme(Ansi.OFF))
                .synopsis(0)
                .strip()
                .replaceAll("\\s+", " ");
        String command = spec.qualifiedName();
        line(".B " + escaped(command));
        text(synopsis.substring(command.length()).strip());
    }

    private void commands() {
        if (spec.subcommands().isEmpty()) {
            return;
        }
        section("Commands");
        spec.subcommands().forEach((name, command) -> item(name, summary(command.getCommandSpec()) + "."));
    }

    private void options() {
        section("Options");
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            item(parameter.paramLabel(), described(parameter));
        }
        for (OptionSpec option : spec.options()) {
            String value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
            item(String.join(", ", option.names()) + value, described(option));
        }
    }

    private static String described(ArgSpec argument) {
        List<String> candidates = new ArrayList<>();
        if (argument.completionCandidates() != null) {
            argument.completionCandidates().forEach(candidates::add);
        }
        return String.join(" ", argument.description())
                .replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValue()))
                .replace("${COMPLETION-CANDIDATES}", String.join(", ", candidates))
                .replace("%%", "%");
    }

    /** The footer has notes first and examples then. */
    private List<String> footer(boolean examples) {
        List<String> lines = List.of(spec.usageMessage().footer());
        int at = lines.indexOf(EXAMPLES);
        return examples
                ? lines.subList(at + 1, at < 0 ? 0 : lines.size())
                : lines.subList(0, at < 0 ? lines.size() : at);
    }

    private void examples() {
        List<String> examples = footer(true);
        if (!examples.isEmpty()) {
            section("Examples");
            line(".EX");
            examples.forEach(example -> text(example.strip()));
            line(".EE");
        }
    }

    private void seeAlso() {
        section("See also");
        CommandSpec top = spec.root();
        List<String> pages = new ArrayList<>();
        if (!top.equals(spec)) {
            pages.add(name(top));
        }
        top.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.equals(spec))
                .map(ManPage::name)
                .forEach(pages::add);
        for (int i = 0; i < pages.size(); i++) {
            request(".BR", pages.get(i), "(1)" + (i + 1 < pages.size() ? "," : ""));
        }
        request(".BR", "wait", "(2)");
    }

    private void section(String title) {
        request(".SH", title.toUpperCase(Locale.ROOT));
    }

    private void item(String term, String meaning) {
        line(".TP");
        line(".B " + escaped(term));
        text(meaning);
    }

    private void paragraph(List<String> lines) {
        boolean apart = false;
        for (String each : lines) {
            if (!each.isEmpty() && apart) {
                line(".PP");
            }
            apart = each.isEmpty();
            if (!apart) {
                text(each);
            }
        }
    }

    private void request(String request, String... words) {
        StringBuilder line = new StringBuilder(request);
        for (String word : words) {
            line.append(" \"").append(escaped(word)).append('"');
        }
        line(line.toString());
    }

    private void text(String text) {
        line(escaped(text));
    }

    private void line(String line) {
        page.append(line).append('\n');
    }

    /** {@return text that roff takes literally: with a minus that can be copied, and no request at the start of a line} */
    private static String escaped(String text) {
        String escaped = text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("\"", "\\(dq")
                .replace("'", "\\(aq");
        return escaped.startsWith(".") ? "\\&" + escaped : escaped;
    }
}
