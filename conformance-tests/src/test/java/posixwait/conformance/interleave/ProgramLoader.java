package posixwait.conformance.interleave;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.ClassNode;

/**
 * Loads the library, the model and the programs that use them anew, with the library {@linkplain Rewriting rewritten}, and
 * changed otherwise if wanted.
 */
public final class ProgramLoader extends ClassLoader {
    private static final ClassLoader SOUND = ProgramLoader.class.getClassLoader();
    private static final String OURS = "posixwait.";
    private static final String CONFORMANCE = "posixwait.conformance.";
    private static final String HERE = ProgramLoader.class.getPackageName() + ".";

    /** The classes of the library that are for whoever holds a lock. */
    private static final Set<String> GUARDED =
            Set.of("posixwait.Roster", "posixwait.Places", "posixwait.SweepList", "posixwait.Pace");

    private final Consumer<ClassNode> change;

    /** Loads the library as it is. */
    public ProgramLoader() {
        this(type -> {});
    }

    /**
     * Loads the library changed.
     *
     * @param change changes each class of the library, or leaves it, before it is rewritten
     */
    public ProgramLoader(Consumer<ClassNode> change) {
        super(SOUND);
        this.change = change;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS) || name.startsWith(HERE)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = bytes(name);
        if (!name.startsWith(CONFORMANCE)) {
            ClassNode type = Rewriting.read(bytes);
            change.accept(type);
            Rewriting.rewrite(type);
            if (GUARDED.contains(name)) {
                Rewriting.guard(type);
            }
            bytes = Rewriting.written(type);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private static byte[] bytes(String name) throws ClassNotFoundException {
        try (@Nullable InputStream in = SOUND.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
