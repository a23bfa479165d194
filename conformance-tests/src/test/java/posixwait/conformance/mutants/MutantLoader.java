package posixwait.conformance.mutants;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Loads the API, the backends and the kit anew, one class of them changed; what they need is the parent's.
 *
 * <p>All classes that see a changed one are loaded anew with it, or the two sides would not mean the same type.
 */
final class MutantLoader extends ClassLoader {
    /** Changes the bytes of a class, or leaves them. */
    interface Change {
        byte[] of(String className, byte[] bytes);
    }

    private static final ClassLoader SOUND = MutantLoader.class.getClassLoader();
    private static final String HARNESS = MutantLoader.class.getPackageName() + ".";

    private final Change change;

    /**
     * Prepares a loader.
     *
     * @param change what is done to each class of ours
     */
    MutantLoader(Change change) {
        super(SOUND);
        this.change = change;
    }

    private static boolean isReloaded(String name) {
        return name.startsWith("posixwait.") && !name.startsWith(HARNESS);
    }

    /** {@return the bytes of a class, unchanged} */
    static byte[] sound(String name) throws ClassNotFoundException {
        try (@Nullable InputStream in = SOUND.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!isReloaded(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = change.of(name, sound(name));
        return defineClass(name, bytes, 0, bytes.length);
    }
}
