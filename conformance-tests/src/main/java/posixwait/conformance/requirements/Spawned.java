package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import posixwait.Spawn;
import posixwait.conformance.Kit;
import posixwait.conformance.Unsupported;
import posixwait.spi.Abi;
import posixwait.spi.RawPipe;
import posixwait.spi.SpawnPlan;

/** Children that the backend under test spawns, and what they tell of themselves. */
final class Spawned {
    private Spawned() {}

    /** {@return the pid of a child that was started} */
    static int started(Kit kit, Spawn spawn) {
        return kit.children()
                .register(kit.require(() -> spawn.start(kit.backend())).pid());
    }

    /** {@return the pid of a shell that has stopped itself, for {@code /proc} to be looked at} */
    static int stopped(Kit kit, Spawn stopping) {
        int pid = started(kit, stopping);
        kit.children().awaitStop(pid);
        return pid;
    }

    /** {@return a shell that stops itself, with {@code /dev/null} as its streams} */
    static Spawn stopping() {
        return Spawn.shell("kill -s STOP $$").quiet();
    }

    /** {@return what a child writes to its standard output until it ends} */
    static String output(Kit kit, Spawn spawn) {
        RawPipe pipe = kit.children().pipe();
        started(kit, spawn.pass(pipe.writeEnd, 1));
        return drained(kit, pipe);
    }

    /** {@return what is written to the pipe until the child has ended; closes both ends} */
    static String drained(Kit kit, RawPipe pipe) {
        kit.children().close(pipe.writeEnd);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] bytes = new byte[4096];
        int count = kit.reference().read(pipe.readEnd, bytes, 0, bytes.length);
        while (count > 0) {
            all.write(bytes, 0, count);
            count = kit.reference().read(pipe.readEnd, bytes, 0, bytes.length);
        }
        kit.children().close(pipe.readEnd);
        assertThat(count).as("read").isZero();
        return all.toString(StandardCharsets.UTF_8);
    }

    /** {@return what {@code posix_spawn} itself answers} */
    static int answer(Kit kit, SpawnPlan plan) {
        int result = kit.calls().posixSpawn(plan);
        if (result == -Abi.ENOSYS) {
            throw Unsupported.because("posix_spawn: ENOSYS");
        }
        return result < 0 ? result : kit.children().register(result);
    }
}
