package posixwait.conformance.model.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import posixwait.conformance.model.program.Command.Parameter;
import posixwait.conformance.model.program.Command.Part;
import posixwait.conformance.model.program.Command.Redirection;
import posixwait.conformance.model.program.Command.Word;

/** Parses a script, and refuses what the shell of the model does not understand. */
final class Parser {
    private static final String BUSY = "while :; do :; done";
    private static final Set<String> BUILT_IN =
            Set.of(":", "read", "exit", "kill", "trap", "echo", "printf", "wait", "test", "ulimit");

    private final String script;
    private final List<String> arguments;
    private int at;

    private Parser(String script, List<String> arguments) {
        this.script = script;
        this.arguments = arguments;
    }

    /**
     * {@return the commands of a script}
     *
     * @param script the text
     * @param arguments {@code $0}, {@code $1} and so on
     */
    static List<Command> parse(String script, List<String> arguments) throws CannotRun {
        Parser parser = new Parser(script, arguments);
        List<Command> commands = parser.list();
        if (parser.at < script.length()) {
            throw parser.refusal();
        }
        return commands;
    }

    private CannotRun refusal() {
        return new CannotRun("sh -c '" + script + "'");
    }

    private List<Command> list() throws CannotRun {
        List<Command> commands = new ArrayList<>();
        while (true) {
            blanks();
            if (at == script.length() || peek() == ')') {
                return commands;
            }
            Command command = command();
            blanks();
            if (isConditional()) {
                commands.add(command);
                conditions(commands);
            } else if (at < script.length() && peek() == '&') {
                at++;
                commands.add(new Command.Background(command));
            } else {
                commands.add(command);
            }
            if (at < script.length() && (peek() == ';' || peek() == '\n')) {
                at++;
            }
        }
    }

    private boolean isConditional() {
        return script.startsWith("&&", at) || script.startsWith("||", at);
    }

    private void conditions(List<Command> commands) throws CannotRun {
        while (isConditional()) {
            boolean onSuccess = peek() == '&';
            at += 2;
            commands.add(new Command.Then(onSuccess, command()));
            blanks();
        }
        if (at < script.length() && peek() == '&') {
            throw refusal(); // all of it in the background
        }
    }

    private Command command() throws CannotRun {
        blanks();
        if (script.startsWith(BUSY, at)) {
            at += BUSY.length();
            return new Command.Busy();
        } else if (at < script.length() && peek() == '(') {
            at++;
            List<Command> commands = list();
            if (at == script.length()) {
                throw refusal();
            }
            at++;
            List<Redirection> redirections = new ArrayList<>();
            while (redirection(redirections)) {}
            return new Command.Subshell(commands, redirections);
        }
        List<Word> words = new ArrayList<>();
        List<Redirection> redirections = new ArrayList<>();
        while (true) {
            blanks();
            if (at == script.length() || ";&|)\n".indexOf(peek()) >= 0) {
                break;
            } else if (!redirection(redirections)) {
                words.add(word());
            }
        }
        Command.Simple simple = new Command.Simple(words, redirections);
        check(simple);
        return simple;
    }

    /** Refuses what could not be carried out later. */
    private void check(Command.Simple simple) throws CannotRun {
        if (simple.words().isEmpty()) {
            throw refusal();
        }
        List<String> words = new ArrayList<>();
        for (Word word : simple.words()) {
            words.add(literal(word));
        }
        String name = words.get(0);
        if (name.equals("exec")) {
            if (words.size() > 1) {
                ProgramImage.of(words.subList(1, words.size()));
            }
        } else if (name.equals("trap") && words.size() == 3) {
            parse(words.get(1), arguments);
            SignalNames.number(words.get(2)).orElseThrow(this::refusal);
        } else if (name.equals("kill") && words.size() == 4 && words.get(1).equals("-s")) {
            SignalNames.number(words.get(2)).orElseThrow(this::refusal);
        } else if (name.equals("ulimit")) {
            Ulimit.of(words);
        } else if (name.equals("trap") || name.equals("kill") || (name.equals("test") && !isComparison(words))) {
            throw refusal();
        } else if (!BUILT_IN.contains(name)) {
            ProgramImage.of(words);
        }
    }

    private static boolean isComparison(List<String> words) {
        return words.size() == 4 && words.get(2).equals("-eq");
    }

    /** What is put in later is a number. */
    private static String literal(Word word) {
        StringBuilder text = new StringBuilder();
        for (Part part : word.parts()) {
            text.append(part instanceof Part.Text known ? known.text() : "0");
        }
        return text.toString();
    }

    private boolean redirection(List<Redirection> redirections) throws CannotRun {
        blanks();
        int digits = at;
        while (digits < script.length() && Character.isDigit(script.charAt(digits))) {
            digits++;
        }
        if (digits == script.length() || "<>".indexOf(script.charAt(digits)) < 0) {
            return false;
        }
        boolean in = script.charAt(digits) == '<';
        int fd = digits > at ? Integer.parseInt(script.substring(at, digits)) : in ? 0 : 1;
        at = digits + 1;
        if (script.startsWith("/dev/null", at)) {
            at += "/dev/null".length();
            redirections.add(new Redirection(fd, Redirection.NOWHERE));
        } else if (script.startsWith("&-", at)) {
            at += 2;
            redirections.add(new Redirection(fd, Redirection.CLOSED));
        } else if (at + 1 < script.length() && peek() == '&' && Character.isDigit(script.charAt(at + 1))) {
            redirections.add(new Redirection(fd, script.charAt(at + 1) - '0'));
            at += 2;
        } else {
            throw refusal();
        }
        return true;
    }

    private Word word() throws CannotRun {
        List<Part> parts = new ArrayList<>();
        while (at < script.length() && " \t\n;&|()<>".indexOf(peek()) < 0) {
            char c = script.charAt(at++);
            if (c == '\'') {
                parts.add(new Part.Text(until('\'')));
            } else if (c == '"') {
                quoted(parts);
            } else if (c == '$') {
                parts.add(parameter());
            } else if ("*?[`\\#~{}".indexOf(c) >= 0) {
                throw refusal();
            } else {
                parts.add(new Part.Text(String.valueOf(c)));
            }
        }
        return new Word(parts);
    }

    private String until(char end) throws CannotRun {
        int found = script.indexOf(end, at);
        if (found < 0) {
            throw refusal();
        }
        String text = script.substring(at, found);
        at = found + 1;
        return text;
    }

    private void quoted(List<Part> parts) throws CannotRun {
        parts.add(new Part.Text("")); // an empty pair of quotes is a word
        while (at < script.length() && peek() != '"') {
            char c = script.charAt(at++);
            if (c == '$') {
                parts.add(parameter());
            } else if (c == '`' || c == '\\') {
                throw refusal();
            } else {
                parts.add(new Part.Text(String.valueOf(c)));
            }
        }
        until('"');
    }

    private Part parameter() throws CannotRun {
        if (script.startsWith("PPID", at)) {
            at += "PPID".length();
            return new Part.Value(Parameter.PARENT);
        } else if (at == script.length()) {
            throw refusal();
        }
        char c = script.charAt(at++);
        if (c == '$') {
            return new Part.Value(Parameter.SELF);
        } else if (c == '!') {
            return new Part.Value(Parameter.BACKGROUND);
        } else if (Character.isDigit(c)) {
            int index = c - '0';
            return new Part.Text(index < arguments.size() ? arguments.get(index) : "");
        }
        throw refusal();
    }

    private void blanks() {
        while (at < script.length() && (peek() == ' ' || peek() == '\t')) {
            at++;
        }
    }

    private char peek() {
        return script.charAt(at);
    }
}
