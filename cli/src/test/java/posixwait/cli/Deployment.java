package posixwait.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import posixwait.cli.io.Console;
import posixwait.cli.io.Paint;
import posixwait.cli.io.StandardOutput;
import posixwait.cli.io.Terminal;
import tools.jackson.databind.JsonNode;

/**
 * A file that has the runnable jar run somewhere else: a workflow, a manifest, or a page that tells how.
 *
 * @param documents what is in it; nothing if it is a page
 * @param scripts what a shell or a container is given to run
 * @param text the whole file
 */
record Deployment(List<JsonNode> documents, List<String> scripts, String text) {
    private static final Pattern JAR = Pattern.compile("[\\w./*-]+\\.jar\\b");
    private static final Pattern JAR_OPTION = Pattern.compile("(?<=\\s)-jar\\s");
    private static final Pattern SH_BLOCK = Pattern.compile("(?ms)^```sh$(.*?)^```$");

    /** {@return every workflow of the repository, by name} */
    static Map<String, Deployment> workflows() throws IOException {
        try (Stream<Path> files = Files.list(root().resolve(".github/workflows"))) {
            return files.collect(Collectors.toMap(
                    file -> file.getFileName().toString(), file -> workflow(read(file)), (a, b) -> a, TreeMap::new));
        }
    }

    static Deployment workflow(String text) {
        List<JsonNode> documents = Yaml.documents(text);
        return new Deployment(documents, texts(documents, "run"), text);
    }

    static Deployment manifest(String text) {
        List<JsonNode> documents = Yaml.documents(text);
        List<String> scripts = new ArrayList<>();
        for (JsonNode document : documents) {
            for (JsonNode containers : document.findValues("containers")) {
                containers.valueStream().map(Deployment::script).forEach(scripts::add);
            }
        }
        return new Deployment(documents, scripts, text);
    }

    static Deployment page(String markdown) {
        List<String> scripts = SH_BLOCK.matcher(markdown)
                .results()
                .map(block -> block.group(1))
                .toList();
        return new Deployment(List.of(), scripts, markdown);
    }

    static String file(String path) {
        return read(root().resolve(path));
    }

    /** {@return where its documents break a schema} */
    List<String> faultsBy(String schema) {
        return documents.stream()
                .flatMap(document -> Schemas.errorsByOthers(schema, document.toString()).stream())
                .toList();
    }

    /** {@return the command lines in it that the command would refuse, each with the reason} */
    List<String> commandFaults() {
        List<String> faults = new ArrayList<>();
        for (ShellScript.Call call : calls()) {
            try {
                commandLine().parseArgs(call.arguments().toArray(String[]::new));
            } catch (ParameterException e) {
                faults.add(String.join(" ", call.arguments()) + ": " + e.getMessage());
            }
        }
        return faults;
    }

    /** {@return the jars it names that are not the one that the build makes} */
    List<String> otherJars() {
        String made = System.getProperty("posixwait.jar.name");
        return JAR.matcher(text)
                .results()
                .map(jar -> String.valueOf(Path.of(jar.group()).getFileName()))
                .filter(name -> !name.equals(made))
                .toList();
    }

    List<ShellScript.Call> calls() {
        List<ShellScript.Call> calls = new ArrayList<>();
        for (String script : scripts) {
            List<ShellScript.Call> found = ShellScript.calls(script);
            long jars =
                    found.stream().filter(call -> call.name().endsWith(".jar")).count();
            if (jars != JAR_OPTION.matcher(script).results().count()) {
                throw new AssertionError("not every java -jar was found in: " + script);
            }
            calls.addAll(found);
        }
        return calls;
    }

    /** {@return the jobs that a job waits for although there are none of that name} */
    List<String> neededButMissing() {
        JsonNode jobs = documents.get(0).path("jobs");
        return jobs.valueStream()
                .flatMap(job -> Yaml.texts(job.path("needs")).stream())
                .filter(needed -> !jobs.has(needed))
                .toList();
    }

    private static String script(JsonNode container) {
        List<String> words = Stream.of("command", "args")
                .flatMap(field -> Yaml.texts(container.path(field)).stream())
                .toList();
        boolean shell =
                words.size() == 3 && words.get(0).endsWith("sh") && words.get(1).equals("-c");
        return shell
                ? words.get(2)
                : words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    }

    private static List<String> texts(List<JsonNode> documents, String field) {
        return documents.stream()
                .flatMap(document -> document.findValues(field).stream())
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .toList();
    }

    private static CommandLine commandLine() {
        Console console = new Console(new StandardOutput(), new Terminal(System.err), Paint.none());
        return Commands.all(new PosixwaitCommand(console), console);
    }

    private static Path root() {
        return Path.of("..").toAbsolutePath().normalize();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
