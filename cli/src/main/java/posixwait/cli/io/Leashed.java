package posixwait.cli.io;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another main class, and ends the JVM when its starter is gone, however that ended: the starter holds the other end of
 * the standard input and writes nothing.
 */
public final class Leashed {
    private Leashed() {}

    /**
     * Runs it.
     *
     * @param arguments the main class and its arguments
     */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread watch = new Thread(Leashed::endWithStarter, "end-with-starter");
        watch.setDaemon(true);
        watch.start();
        try {
            Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException e) {
            System.err.println(e.getCause());
            System.exit(1);
        }
        System.exit(0);
    }

    private static void endWithStarter() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            System.err.println("standard input: " + e.getMessage());
        }
        System.exit(1);
    }
}
