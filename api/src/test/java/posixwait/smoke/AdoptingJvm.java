package posixwait.smoke;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import posixwait.AdoptedChild;
import posixwait.AdoptedChildren;
import posixwait.AdoptionRules;
import posixwait.Backend;
import posixwait.Backends;
import posixwait.BareChildren;
import posixwait.Child;
import posixwait.PosixException;
import posixwait.PosixWait;
import posixwait.Spawn;
import posixwait.WaitOptions;
import posixwait.WaitTarget;
import posixwait.spi.Abi;
import posixwait.spi.BackendUnavailableException;
import posixwait.spi.RawStatus;
import posixwait.spi.SystemCalls;

/**
 * A JVM that adopts orphans while {@link Process} children are at work, and prints what it found.
 *
 * <p>Every child here is made by a thread that ends at once, so that it is among the adopted ones as far as the kernel's lists
 * go.
 */
public final class AdoptingJvm {
    private static final int BATCH = 500;
    private static final int MOST_ROBBED = 20_000;
    private static final long LIMIT_SECONDS = 240;

    private final Backend backend;

    private AdoptingJvm(Backend backend) {
        this.backend = backend;
    }

    /**
     * Plays a part.
     *
     * @param arguments the backend; {@code orphans} and their number, or {@code naive}; {@code subreaper}, if it is to be one
     */
    public static void main(String... arguments) throws Exception {
        endInTime();
        AdoptingJvm jvm = new AdoptingJvm(open(arguments[0]));
        if (List.of(arguments).contains("subreaper")) {
            AdoptedChildren.becomeSubreaper(jvm.backend);
        }
        say("pid", jvm.backend.calls().getpid());
        if (arguments[1].equals("naive")) {
            jvm.robProcesses();
        } else {
            jvm.adopt(Integer.parseInt(arguments[2]));
        }
    }

    private static Backend open(String name) throws BackendUnavailableException {
        return Backends.open(name);
    }

    // Whoever reads what this prints waits for its end.
    private static void endInTime() {
        Thread watchdog = new Thread(() -> {
            try {
                TimeUnit.SECONDS.sleep(LIMIT_SECONDS);
            } catch (InterruptedException e) {
                return;
            }
            say("not done after seconds", LIMIT_SECONDS);
            Runtime.getRuntime().halt(3);
        });
        watchdog.setDaemon(true);
        watchdog.start();
    }

    private static void say(String what, Object value) {
        System.out.println(what + ": " + value);
    }

    /** One call in a thread that has ended when this returns. */
    private static <T> T inAThreadThatEnds(ThrowingCall<T> call) throws ExecutionException, InterruptedException {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(call.make());
            } catch (IOException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        thread.start();
        thread.join();
        return result.get();
    }

    private interface ThrowingCall<T> {
        T make() throws IOException;
    }

    private static Process shell(String script) throws ExecutionException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("/bin/sh", "-c", script).redirectError(ProcessBuilder.Redirect.DISCARD);
        return inAThreadThatEnds(builder::start);
    }

    private void adopt(int orphans) throws Exception {
        Child held = inAThreadThatEnds(() -> Spawn.shell("exit 9").quiet().start(backend));
        BareChildren stacks = new BareChildren(backend, 1);
        int bare = inAThreadThatEnds(() -> stacks.exiting(4));
        BlockingQueue<AdoptedChild> reported = new LinkedBlockingQueue<>();
        AdoptionRules rules = AdoptionRules.usual().withUsage().withCommand().leaving(pid -> pid == bare);
        try (AdoptedChildren adopted = AdoptedChildren.open(backend, rules, reported::add)) {
            AtomicBoolean enough = new AtomicBoolean();
            CompletableFuture<List<String>> working =
                    CompletableFuture.supplyAsync(() -> processesAtWork(enough), task -> new Thread(task).start());
            List<String> made = new ArrayList<>();
            for (int batch = 0; made.size() < orphans; batch++) {
                makeOrphans(Math.min(BATCH, orphans - made.size()), batch % 250 + 1, made);
            }
            List<String> reaped = take(reported, orphans);
            enough.set(true);
            working.get().forEach(wrong -> say("Process", wrong));
            Collections.sort(made);
            Collections.sort(reaped);
            say("orphans", made.size());
            say("reported just these", reaped.equals(made));
            say("way", adopted);
        }
        say("held", held.await());
        say(
                "left alone",
                new PosixWait(backend)
                        .waitpid(WaitTarget.pid(bare), WaitOptions.NONE)
                        .orElseThrow()
                        .status());
        stacks.close();
        say("reported too many", reported);
        say("children left", childrenLeft());
    }

    /** Makes orphans that end when the shell that made them has; adds the pid and the exit code of each to {@code made}. */
    private static void makeOrphans(int count, int code, List<String> made) throws Exception {
        // They read the shell's input, which is open for as long as the shell is.
        Process shell = shell("exec 3<&0; i=0; while [ $i -lt " + count + " ]; do { read line; exit " + code
                + "; } <&3 3<&- >/dev/null & echo $!; i=$((i+1)); done; exit 42");
        String pids = new String(shell.getInputStream().readAllBytes(), US_ASCII);
        pids.lines().forEach(pid -> made.add(pid + " sh exited with " + code));
        if (shell.waitFor() != 42) {
            say("Process", "the maker of orphans exited with " + shell.exitValue() + ", not 42");
        }
        shell.getOutputStream().close();
    }

    private static List<String> take(BlockingQueue<AdoptedChild> reported, int count) throws InterruptedException {
        List<String> taken = new ArrayList<>();
        while (taken.size() < count) {
            AdoptedChild child = reported.take();
            taken.add(child.pid() + " " + child.command().orElse("?") + " " + child.status());
            if (child.usage().isEmpty()) {
                say("usage", "none of " + child);
            }
        }
        return taken;
    }

    /** {@return what is wrong with the exit codes of a stream of processes} */
    private static List<String> processesAtWork(AtomicBoolean enough) {
        List<String> wrong = new ArrayList<>();
        int count = 0;
        try {
            while (!enough.get()) {
                count++;
                int code = count % 255 + 1;
                Process process = shell("exit " + code);
                if (process.waitFor() != code) {
                    wrong.add("exited with " + process.exitValue() + ", not " + code);
                }
            }
        } catch (ExecutionException | InterruptedException e) {
            wrong.add(e.toString());
        }
        say("processes at work", count > 0);
        return wrong;
    }

    private String childrenLeft() {
        try {
            return new PosixWait(backend).waitAny().toString();
        } catch (PosixException e) {
            return e.errno().toString();
        }
    }

    /** Reaps each child that is listed, as soon as it can be: what must not be done. */
    private void robProcesses() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        SystemCalls calls = backend.calls();
        Path list = Path.of("/proc/self/task/" + calls.getpid() + "/children");
        Thread robber = new Thread(() -> {
            RawStatus status = new RawStatus();
            while (!enough.get()) {
                for (String pid : listed(list)) {
                    calls.waitpid(Integer.parseInt(pid), status, Abi.WNOHANG);
                }
            }
        });
        robber.start();
        boolean robbed = false;
        for (int i = 0; i < MOST_ROBBED && !robbed; i++) {
            robbed = shell("exit 7").waitFor() != 7;
        }
        enough.set(true);
        robber.join();
        say("robbed", robbed);
    }

    private static List<String> listed(Path list) {
        try {
            String line = new String(Files.readAllBytes(list), UTF_8).strip();
            return line.isEmpty() ? List.of() : List.of(line.split(" ", -1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
