package posixwait;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import posixwait.spi.BackendProvider;
import posixwait.spi.BackendUnavailableException;

/**
 * Finds and opens backends.
 *
 * <p>A backend comes by {@link ServiceLoader}: put its jar on the class path or module path. One that this JVM cannot load
 * does not disturb the others; {@link #unavailable} has it with the reason and the fix.
 *
 * <p>The system property {@value #PREFERENCE} is an ordered list such as {@code jna,ffm}: only these backends count, the
 * first is the best. Without it every backend counts, {@code ffm} first, then {@code jna}, then the others by name. A name in
 * the list that is unknown, or of a backend that cannot be opened, is an error: never a reason to take another one.
 */
public final class Backends {
    /** The system property with the ordered list of backends that count. */
    public static final String PREFERENCE = "posixwait.backends";

    private static final List<String> DEFAULT_ORDER = List.of("ffm", "jna");
    private static final Pattern NEWER_CLASS =
            Pattern.compile("(\\S+) has been compiled by a more recent version .*class file version (\\d+)\\.\\d+\\)");
    private static final int CLASS_VERSION_OF_JAVA_0 = 44;

    private Backends() {}

    /**
     * Why a backend cannot be used.
     *
     * @param name the backend
     * @param reason what stands in the way
     * @param fix what to do about it
     */
    public record Unavailable(String name, String reason, String fix) {
        static Unavailable of(BackendUnavailableException e) {
            return new Unavailable(e.backend(), e.reason(), e.fix());
        }

        @Override
        public String toString() {
            return name + ": " + reason + "; " + fix;
        }
    }

    /**
     * Opens every backend that counts and can be opened.
     *
     * @return the backends, the best first
     * @throws IllegalArgumentException if {@value #PREFERENCE} names an unknown backend
     */
    public static List<Backend> available() {
        return Found.look().tryAll().opened();
    }

    /**
     * {@return the backends that were found and cannot be used, with the reason and the fix}
     *
     * @throws IllegalArgumentException if {@value #PREFERENCE} names an unknown backend
     */
    public static List<Unavailable> unavailable() {
        return Found.look().tryAll().refused();
    }

    /**
     * Opens one backend.
     *
     * @param name such as {@code ffm}
     * @return the backend
     * @throws BackendUnavailableException if this JVM or host cannot run it
     * @throws IllegalArgumentException if no backend has that name; the message lists those that were found
     */
    public static Backend open(String name) throws BackendUnavailableException {
        return Found.look().open(name);
    }

    /**
     * Opens the best backend: the first of {@value #PREFERENCE} if that is set, else the first that can be opened.
     *
     * @return the backend
     * @throws BackendUnavailableException if the first preferred one cannot be opened, or none at all
     * @throws IllegalArgumentException if {@value #PREFERENCE} names an unknown backend
     */
    public static Backend openBest() throws BackendUnavailableException {
        Found found = Found.look();
        if (System.getProperty(PREFERENCE) != null) {
            return found.open(found.preferred().get(0));
        }
        Tried tried = found.tryAll();
        if (!tried.opened().isEmpty()) {
            return tried.opened().get(0);
        }
        String reason = tried.refused().isEmpty()
                ? "no backend found"
                : tried.refused().stream().map(Unavailable::toString).collect(Collectors.joining("; "));
        throw new BackendUnavailableException(
                "posixwait", reason, "put posixwait-jna or posixwait-ffm on the class path", null);
    }

    /** What became of opening every backend that counts. */
    private record Tried(List<Backend> opened, List<Unavailable> refused) {}

    /** What a look around found: providers, and those that this JVM cannot even load. */
    private record Found(Map<String, BackendProvider> providers, Map<String, Unavailable> unloadable) {

        static Found look() {
            Found found = new Found(new LinkedHashMap<>(), new LinkedHashMap<>());
            Iterator<ServiceLoader.Provider<BackendProvider>> providers =
                    ServiceLoader.load(BackendProvider.class).stream().iterator();
            // By hand: a class made for a newer JVM fails in hasNext() or next(), and the next one may be fine.
            while (true) {
                try {
                    if (!providers.hasNext()) {
                        return found;
                    }
                    BackendProvider provider = providers.next().get();
                    found.providers.putIfAbsent(provider.name(), provider);
                } catch (LinkageError | ServiceConfigurationError e) {
                    Unavailable refused = unloadable(e);
                    if (found.unloadable.putIfAbsent(refused.name(), refused) != null) {
                        return found; // the loader repeats itself
                    }
                } catch (NoSuchElementException e) {
                    return found;
                }
            }
        }

        List<String> preferred() {
            String preference = System.getProperty(PREFERENCE);
            if (preference == null) {
                List<String> names = new ArrayList<>(DEFAULT_ORDER);
                names.addAll(names());
                return names.stream().distinct().filter(names()::contains).toList();
            }
            List<String> names = Pattern.compile(",")
                    .splitAsStream(preference)
                    .map(String::trim)
                    .toList();
            names.forEach(this::requireKnown);
            return names;
        }

        private List<String> names() {
            List<String> names = new ArrayList<>(providers.keySet());
            names.addAll(unloadable.keySet());
            return names.stream().sorted().toList();
        }

        private void requireKnown(String name) {
            if (!names().contains(name)) {
                throw new IllegalArgumentException("no backend is called '" + name + "'; found: "
                        + (names().isEmpty() ? "none" : String.join(", ", names())));
            }
        }

        Tried tryAll() {
            List<Backend> opened = new ArrayList<>();
            List<Unavailable> refused = new ArrayList<>();
            for (String name : preferred()) {
                try {
                    opened.add(open(name));
                } catch (BackendUnavailableException e) {
                    refused.add(Unavailable.of(e));
                }
            }
            return new Tried(List.copyOf(opened), List.copyOf(refused));
        }

        Backend open(String name) throws BackendUnavailableException {
            requireKnown(name);
            Unavailable refused = unloadable.get(name);
            if (refused != null) {
                throw new BackendUnavailableException(name, refused.reason(), refused.fix(), null);
            }
            BackendProvider provider = Objects.requireNonNull(providers.get(name));
            return new Backend(provider.name(), provider.binding(), provider.open());
        }

        private static Unavailable unloadable(Throwable thrown) {
            for (@Nullable Throwable t = thrown; t != null; t = t.getCause()) {
                Matcher newer = NEWER_CLASS.matcher(String.valueOf(t.getMessage()));
                if (t instanceof UnsupportedClassVersionError && newer.find()) {
                    int java = Integer.parseInt(newer.group(2)) - CLASS_VERSION_OF_JAVA_0;
                    return new Unavailable(
                            nameOf(newer.group(1).replace('/', '.')),
                            "needs Java " + java + " or later, this is " + System.getProperty("java.version"),
                            "run it on a newer JVM or choose another backend");
                }
            }
            String message = String.valueOf(thrown.getMessage());
            String provider = message.substring(message.lastIndexOf(' ') + 1);
            return new Unavailable(nameOf(provider), "cannot be loaded: " + thrown, "check its jar and what it needs");
        }

        /** The package's last word, {@code ffm} of {@code posixwait.ffm.FfmBackendProvider}: all there is of it. */
        private static String nameOf(String className) {
            String packageName = className.substring(0, Math.max(0, className.lastIndexOf('.')));
            return packageName.isEmpty() ? className : packageName.substring(packageName.lastIndexOf('.') + 1);
        }
    }
}
