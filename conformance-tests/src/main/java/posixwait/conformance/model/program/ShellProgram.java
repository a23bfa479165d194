package posixwait.conformance.model.program;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import posixwait.conformance.model.Answer;
import posixwait.conformance.model.BlockedCall;
import posixwait.conformance.model.FileCalls;
import posixwait.conformance.model.ModelKernel;
import posixwait.conformance.model.ModelProcess;
import posixwait.conformance.model.Waiter;
import posixwait.conformance.model.program.Command.Part;
import posixwait.conformance.model.program.Command.Redirection;
import posixwait.conformance.model.program.Command.Word;
import posixwait.spi.Abi;
import posixwait.spi.RawSigaction;

/** A shell that runs one script. */
final class ShellProgram implements Program {
    private static final long TRAP = 0x6000_0000L; // the address of its one handler
    private static final long MICROS_PER_COMMAND = 1;
    private static final int NOT_FOUND = 1;

    private final Programs programs;
    private final ModelKernel kernel;
    private final ModelProcess process;
    private final FileCalls files;
    private final Deque<Command> toDo = new ArrayDeque<>();
    private final Map<Integer, List<Command>> traps = new HashMap<>();
    private final int self;
    private final int parent;
    private int background;
    private int code;
    private @Nullable BlockedCall reading;
    private final byte[] read = new byte[1];
    private @Nullable Waiter waiting;
    private boolean waitsForAll;

    ShellProgram(Programs programs, ModelProcess process, List<Command> commands) {
        this(programs, process, commands, process.pid(), programs.kernel().getppid(process));
    }

    private ShellProgram(Programs programs, ModelProcess process, List<Command> commands, int self, int parent) {
        this.programs = programs;
        this.kernel = programs.kernel();
        this.process = process;
        this.files = kernel.files(process);
        this.self = self;
        this.parent = parent;
        toDo.addAll(commands);
    }

    @Override
    public boolean isBusy() {
        return toDo.peek() instanceof Command.Busy && reading == null && waiting == null;
    }

    @Override
    public boolean step() {
        OptionalInt caught = kernel.takeHandled(process);
        if (caught.isPresent()) {
            // read is over, as sh has it, and the loop as well: every trap here ends the script.
            reading = null;
            List<Command> trap = new ArrayList<>(traps.getOrDefault(caught.getAsInt(), List.of()));
            Collections.reverse(trap);
            trap.forEach(toDo::push);
            return true;
        } else if (reading != null) {
            return readOn(reading);
        } else if (waiting != null) {
            return waitOn(waiting);
        }
        Command command = toDo.peek();
        if (command == null) {
            kernel.exit(process, code);
            return true;
        } else if (command instanceof Command.Busy) {
            return false;
        }
        toDo.remove();
        kernel.work(process, MICROS_PER_COMMAND);
        if (process.state().lives()) {
            carryOut(command);
        }
        return true;
    }

    private boolean readOn(BlockedCall call) {
        OptionalInt result = call.result();
        if (result.isEmpty()) {
            return false;
        }
        boolean more = result.getAsInt() == 1 && read[0] != '\n';
        reading = null;
        if (more) {
            readLine();
        } else {
            code = result.getAsInt() == 1 ? 0 : 1;
        }
        return true;
    }

    private void readLine() {
        reading = kernel.enter(process.firstThread(), Abi.SYS_READ, true, files.read(0, read, 0, 1));
    }

    private boolean waitOn(Waiter waiter) {
        Answer answer = waiter.answer().orElse(null);
        if (answer == null) {
            return false;
        }
        waiting = null;
        if (answer instanceof Answer.Reported reported) {
            int status = reported.change().status();
            code = reported.change().code() == Abi.CLD_EXITED ? status : 128 + status;
            if (waitsForAll) {
                waitForAll();
            }
        } else {
            code = 0;
        }
        return true;
    }

    private void waitForAll() {
        waitsForAll = true;
        waiting = kernel.waitForWord(process.firstThread(), -1, 0);
    }

    private void carryOut(Command command) {
        if (command instanceof Command.Simple simple) {
            simple(simple);
        } else if (command instanceof Command.Subshell) {
            await(start(command, false));
        } else if (command instanceof Command.Background inBackground) {
            background = start(inBackground.command(), true);
            code = 0;
        } else if (command instanceof Command.Then then && then.onSuccess() == (code == 0)) {
            toDo.push(then.command());
        }
    }

    /** Runs a command in a child; {@return its pid} */
    private int start(Command command, boolean inBackground) {
        ModelProcess child = kernel.fork(process, Abi.SIGCHLD).orElseThrow();
        List<Command> commands = List.of(execOf(command));
        List<Redirection> redirections = List.of();
        if (command instanceof Command.Subshell subshell) {
            commands = subshell.commands();
            redirections = subshell.redirections();
        }
        ShellProgram shell = new ShellProgram(programs, child, commands, self, parent);
        if (inBackground) {
            // What a shell without job control does to a command in the background (sh(1p), 2.11 and 2.9.3).
            shell.files.openNowhere(0);
            shell.ignore(Abi.SIGINT);
            shell.ignore(Abi.SIGQUIT);
        }
        shell.redirect(redirections);
        programs.run(child, shell);
        return child.pid();
    }

    /** A program takes the place of the shell that was forked for it. */
    private Command execOf(Command command) {
        if (command instanceof Command.Simple simple
                && !isBuiltIn(expand(simple.words().get(0)))) {
            List<Word> words = new ArrayList<>(simple.words());
            words.add(0, new Word(List.of(new Part.Text("exec"))));
            return new Command.Simple(words, simple.redirections());
        }
        return command;
    }

    private void await(int pid) {
        waitsForAll = false;
        waiting = kernel.waitForWord(process.firstThread(), pid, 0);
    }

    private void simple(Command.Simple simple) {
        List<String> words = simple.words().stream().map(this::expand).toList();
        String name = words.get(0);
        if (name.equals("exec")) {
            redirect(simple.redirections());
            if (words.size() > 1) {
                exec(words.subList(1, words.size()));
            }
            return;
        } else if (!isBuiltIn(name)) {
            await(start(simple, false));
            return;
        }
        code = builtIn(name, words, outputOf(simple));
    }

    private static boolean isBuiltIn(String name) {
        return !ProgramImage.SHELLS.contains(name) && !ProgramImage.CATS.contains(name);
    }

    private void exec(List<String> words) {
        try {
            ProgramImage image = ProgramImage.of(words);
            kernel.exec(process, words.get(0), process.firstThread().mask(), 0);
            programs.exec(process, image);
        } catch (CannotRun e) {
            throw new IllegalStateException("was checked when the script was parsed", e);
        }
    }

    private int builtIn(String name, List<String> words, int output) {
        switch (name) {
            case ":" -> {
                return 0;
            }
            case "exit" -> {
                kernel.exit(process, words.size() > 1 ? Integer.parseInt(words.get(1)) : code);
                return 0;
            }
            case "read" -> readLine();
            case "wait" -> waitForAll();
            case "kill" -> {
                int signal = SignalNames.number(words.get(2)).orElseThrow();
                return kernel.kill(process, Integer.parseInt(words.get(3)), signal) == 0 ? 0 : 1;
            }
            case "trap" -> trap(words.get(1), SignalNames.number(words.get(2)).orElseThrow());
            case "echo" -> {
                return say(output, String.join(" ", words.subList(1, words.size())) + "\n");
            }
            case "printf" -> {
                return say(output, String.join(" ", words.subList(1, words.size())));
            }
            case "ulimit" -> {
                Ulimit limit = limitOf(words);
                return limit.value().isPresent()
                        ? limit.set(kernel, process, limit.value().get()) ? 0 : 1
                        : say(output, limit.shown(kernel, process) + "\n");
            }
            case "test" -> {
                return words.get(1).equals(words.get(3)) ? 0 : 1;
            }
            default -> {
                return NOT_FOUND;
            }
        }
        return 0;
    }

    private static Ulimit limitOf(List<String> words) {
        try {
            return Ulimit.of(words);
        } catch (CannotRun e) {
            throw new IllegalStateException("was checked when the script was parsed", e);
        }
    }

    private void ignore(int signal) {
        install(signal, Abi.SIG_IGN);
    }

    private void install(int signal, long handler) {
        RawSigaction action = new RawSigaction();
        action.handler = handler;
        kernel.sigaction(process, signal, action);
    }

    private void trap(String script, int signal) {
        install(signal, script.isEmpty() ? Abi.SIG_IGN : TRAP);
        try {
            traps.put(signal, Parser.parse(script, List.of()));
        } catch (CannotRun e) {
            throw new IllegalStateException("was checked when the script was parsed", e);
        }
    }

    private int say(int fd, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (fd == Redirection.NOWHERE) {
            return 0;
        }
        int written = files.write(fd, bytes, 0, bytes.length).get().orElse(0);
        kernel.changed();
        return written == bytes.length ? 0 : 1;
    }

    /** Where the output of a built-in command goes; its other redirections have no effect. */
    private static int outputOf(Command.Simple simple) {
        return simple.redirections().stream()
                .filter(redirection -> redirection.fd() == 1)
                .map(Redirection::from)
                .findFirst()
                .orElse(1);
    }

    private void redirect(List<Redirection> redirections) {
        for (Redirection redirection : redirections) {
            switch (redirection.from()) {
                case Redirection.CLOSED -> files.close(redirection.fd());
                case Redirection.NOWHERE -> files.openNowhere(redirection.fd());
                default -> files.dup2(redirection.from(), redirection.fd());
            }
        }
    }

    private String expand(Word word) {
        StringBuilder text = new StringBuilder();
        for (Part part : word.parts()) {
            if (part instanceof Part.Text known) {
                text.append(known.text());
            } else if (part instanceof Part.Value value) {
                text.append(
                        switch (value.parameter()) {
                            case SELF -> self;
                            case PARENT -> parent;
                            case BACKGROUND -> background;
                        });
            }
        }
        return text.toString();
    }
}
