package posixwait.conformance.recipes;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import posixwait.Backend;

/** The class paths of programs of pages: the library, and one backend with what it needs. */
final class RecipeClassPath {
    private static final Map<String, String[]> BACKENDS = Map.of(
            "ffm", new String[] {"posixwait.ffm.FfmBackendProvider"},
            "jna", new String[] {"posixwait.jna.JnaBackendProvider", "com.sun.jna.Native"});

    private RecipeClassPath() {}

    /** {@return where the library is} */
    static String library() {
        return where(Backend.class);
    }

    /** {@return where the library and a backend are} */
    static String with(String backend) {
        StringBuilder classPath = new StringBuilder(library());
        for (String className : BACKENDS.get(backend)) {
            try {
                ClassLoader loader = RecipeClassPath.class.getClassLoader();
                classPath.append(File.pathSeparator).append(where(Class.forName(className, false, loader)));
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }
        return classPath.toString();
    }

    private static String where(Class<?> inside) {
        try {
            return Path.of(inside.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
