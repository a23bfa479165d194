package posixwait.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * As much of a POSIX shell script as it takes to find the command in it: words, quotes, comments, continued lines,
 * redirections, and what separates commands. What a shell would expand stays as it is written.
 */
final class ShellScript {
    private static final String BLANK = " \t\r";
    private static final String SEPARATORS = "\n;&|()";

    private final String text;
    private final List<List<String>> commands = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private List<String> words = new ArrayList<>();
    private boolean inWord;
    private boolean redirected;

    private ShellScript(String text) {
        this.text = text;
        split();
    }

    /**
     * A call of the runnable jar or of the script {@code posixwait}.
     *
     * @param file the jar or the script, as it is written
     * @param arguments what it is given
     */
    record Call(String file, List<String> arguments) {
        /** {@return the name of the file, without its directory} */
        String name() {
            return String.valueOf(Path.of(file).getFileName());
        }
    }

    /** {@return every {@code java -jar} and every {@code posixwait} in a script, in order} */
    static List<Call> calls(String script) {
        List<Call> calls = new ArrayList<>();
        for (List<String> command : new ShellScript(script).commands) {
            int java = indexOfProgram(command, "java");
            int jar = command.indexOf("-jar");
            int posixwait = indexOfProgram(command, "posixwait");
            if (java >= 0 && jar > java && jar + 1 < command.size()) {
                calls.add(new Call(command.get(jar + 1), command.subList(jar + 2, command.size())));
            } else if (posixwait == 0) {
                calls.add(new Call(command.get(0), command.subList(1, command.size())));
            }
        }
        return calls;
    }

    private static int indexOfProgram(List<String> command, String name) {
        for (int i = 0; i < command.size(); i++) {
            if (command.get(i).equals(name) || command.get(i).endsWith("/" + name)) {
                return i;
            }
        }
        return -1;
    }

    private void split() {
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == '\\' && at + 1 < text.length()) {
                at++;
                if (text.charAt(at) != '\n') {
                    take(text.charAt(at));
                }
            } else if (character == '\'' || character == '"') {
                at = quoted(at);
            } else if (character == '#' && !inWord) {
                at = endOfLine(at) - 1;
            } else if (character == '<' || character == '>') {
                at = redirection(at);
            } else if (SEPARATORS.indexOf(character) >= 0) {
                endCommand();
            } else if (BLANK.indexOf(character) >= 0) {
                endWord();
            } else {
                take(character);
            }
        }
        endCommand();
    }

    private void take(char character) {
        word.append(character);
        inWord = true;
    }

    /** {@return where the quoted text ends} */
    private int quoted(int start) {
        int end = text.indexOf(text.charAt(start), start + 1);
        if (end < 0) {
            throw new IllegalArgumentException("a quote without an end: " + text.substring(start));
        }
        word.append(text, start + 1, end);
        inWord = true;
        return end;
    }

    private int endOfLine(int start) {
        int end = text.indexOf('\n', start);
        return end < 0 ? text.length() : end;
    }

    /** The number of the descriptor, the operator and the file that follows are no words of the command. */
    private int redirection(int start) {
        if (inWord && word.chars().allMatch(Character::isDigit)) {
            word.setLength(0);
            inWord = false;
        }
        endWord();
        redirected = true;
        int end = start;
        while (end + 1 < text.length() && "<>&".indexOf(text.charAt(end + 1)) >= 0) {
            end++;
        }
        return end;
    }

    private void endWord() {
        if (inWord && !redirected) {
            words.add(word.toString());
        }
        redirected &= !inWord;
        word.setLength(0);
        inWord = false;
    }

    private void endCommand() {
        endWord();
        redirected = false;
        if (!words.isEmpty()) {
            commands.add(words);
            words = new ArrayList<>();
        }
    }
}
