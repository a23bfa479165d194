package posixwait;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import posixwait.spi.BackendProvider;
import posixwait.spi.BackendUnavailableException;

/**
 * Finds and opens backends.
 *
 * <p>A backend comes by {@link ServiceLoader}, through the context class loader of the calling thread: put its jar on the
 * class path or module path. One that this JVM cannot load does not disturb the others; {@link #unavailable} has it with
 * the reason and the fix. Two that claim one name are both unavailable, since which one it means would be chance.
 *
 * <p>The system property {@value #PREFERENCE} is an ordered list such as {@code jna,ffm}: only these backends count, the
 * first is the best. Without it every backend counts, {@code ffm} first, then {@code jna}, then the others by name. A name in
 * the list that is missing, unknown, or of a backend that cannot be opened, is an error: never a reason to take another one.
 */
public final class Backends {
    /** The system property with the ordered list of backends that count. */
    public static final String PREFERENCE = "posixwait.backends";

    private static final String CHECK = "check its jar and what it needs";
    private static final List<String> DEFAULT_ORDER = List.of("ffm", "jna");
    private static final Pattern NEWER_CLASS =
            Pattern.compile("(\\S+) has been compiled by a more recent version .*class file version (\\d+)\\.\\d+\\)");
    private static final int CLASS_VERSION_OF_JAVA_0 = 44;
    private static final Pattern CLASS_NAME = Pattern.compile("[\\p{L}_$][\\w$]*(\\.[\\p{L}_$][\\w$]*)+");

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
     * @throws IllegalArgumentException if {@value #PREFERENCE} names an unknown backend, or leaves out a name
     */
    public static List<Backend> available() {
        return Found.look().tryAll().opened();
    }

    /**
     * {@return the backends that were found and cannot be used, with the reason and the fix}
     *
     * @throws IllegalArgumentException if {@value #PREFERENCE} names an unknown backend, or leaves out a name
     */
    public static List<Unavailable> unavailable() {
        return Found.look().tryAll().refused();
    }

    /**
     * Opens one backend, whether or not {@value #PREFERENCE} names it.
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
     * @throws IllegalArgumentException if {@value #PREFERENCE} names an unknown backend, or leaves out a name
     */
    public static Backend openBest() throws BackendUnavailableException {
        Found found = Found.look();
        List<String> names = found.preferred();
        if (System.getProperty(PREFERENCE) != null) {
            return found.open(names.get(0));
        }
        List<Unavailable> refused = new ArrayList<>();
        for (String name : names) {
            try {
                return found.open(name);
            } catch (BackendUnavailableException e) {
                refused.add(Unavailable.of(e));
            }
        }
        String reason = refused.isEmpty()
                ? "no backend found"
                : refused.stream().map(Unavailable::toString).collect(Collectors.joining("; "));
        throw new BackendUnavailableException(
                "posixwait", reason, "put posixwait-jna or posixwait-ffm on the class path", null);
    }

    /** What became of opening every backend that counts. */
    private record Tried(List<Backend> opened, List<Unavailable> refused) {}

    /** A look around: the providers, and why the others that were found are none. */
    private static final class Found {
        private final Map<String, BackendProvider> providers = new TreeMap<>();
        private final Map<String, Unavailable> refused = new TreeMap<>();

        static Found look() {
            Found found = new Found();
            List<Unloadable> unloadable = new ArrayList<>();
            Set<String> errors = new HashSet<>();
            Iterator<ServiceLoader.Provider<BackendProvider>> candidates =
                    ServiceLoader.load(BackendProvider.class).stream().iterator();
            // By hand: a class made for a newer JVM fails in hasNext() or next(), and the next one may be fine.
            while (true) {
                @Nullable String className = null;
                try {
                    if (!candidates.hasNext()) {
                        break;
                    }
                    ServiceLoader.Provider<BackendProvider> candidate = candidates.next();
                    className = candidate.type().getName();
                    found.add(candidate.get());
                } catch (LinkageError | ServiceConfigurationError e) {
                    if (!errors.add(e.toString())) {
                        break; // It tries each class once, so what repeats itself is an error that it cannot get past.
                    }
                    unloadable.add(Unloadable.of(className, e));
                }
            }
            unloadable.forEach(found::refuse);
            return found;
        }

        private void add(BackendProvider provider) {
            String name = provider.name();
            BackendProvider other = providers.putIfAbsent(name, provider);
            if (other != null) {
                refused.put(
                        name,
                        new Unavailable(
                                name,
                                "claimed by " + other.getClass().getName() + " and by "
                                        + provider.getClass().getName(),
                                "take one of their jars away"));
            }
        }

        private void refuse(Unloadable unloadable) {
            // The short name is a guess: it must not take the place of a backend that really has it.
            boolean taken = names().contains(unloadable.shortName());
            String name = taken ? unloadable.className() : unloadable.shortName();
            refused.put(name, new Unavailable(name, unloadable.reason(), unloadable.fix()));
        }

        List<String> preferred() {
            String preference = System.getProperty(PREFERENCE);
            if (preference == null) {
                List<String> names = new ArrayList<>(DEFAULT_ORDER);
                names.addAll(names());
                return names.stream().distinct().filter(names()::contains).toList();
            }
            List<String> names = Arrays.stream(preference.split(",", -1))
                    .map(String::strip)
                    .distinct()
                    .toList();
            if (names.contains("")) {
                throw new IllegalArgumentException("the property " + PREFERENCE + " is '" + preference
                        + "', which leaves out a name; give names separated by commas, such as ffm,jna");
            }
            names.forEach(this::requireKnown);
            return names;
        }

        private List<String> names() {
            Set<String> names = new TreeSet<>(providers.keySet());
            names.addAll(refused.keySet());
            return List.copyOf(names);
        }

        private void requireKnown(String name) {
            if (!names().contains(name)) {
                throw new IllegalArgumentException("no backend is called '" + name + "'; found: "
                        + (names().isEmpty() ? "none" : String.join(", ", names())));
            }
        }

        Tried tryAll() {
            List<Backend> opened = new ArrayList<>();
            List<Unavailable> unavailable = new ArrayList<>();
            for (String name : preferred()) {
                try {
                    opened.add(open(name));
                } catch (BackendUnavailableException e) {
                    unavailable.add(Unavailable.of(e));
                }
            }
            return new Tried(List.copyOf(opened), List.copyOf(unavailable));
        }

        Backend open(String name) throws BackendUnavailableException {
            requireKnown(name);
            Unavailable known = refused.get(name);
            if (known != null) {
                throw new BackendUnavailableException(name, known.reason(), known.fix(), null);
            }
            BackendProvider provider = Objects.requireNonNull(providers.get(name));
            try {
                return new Backend(name, provider.binding(), provider.open());
            } catch (LinkageError | RuntimeException e) {
                // Not what a provider should let out, and no reason to keep the other backends from being used.
                String reason = "cannot be opened: " + BackendUnavailableException.reason(e);
                throw new BackendUnavailableException(name, reason, CHECK, e);
            }
        }
    }

    /** A provider that this JVM could not load or instantiate. */
    private record Unloadable(String className, String reason, String fix) {

        static Unloadable of(@Nullable String className, Throwable thrown) {
            for (@Nullable Throwable t = thrown; t != null; t = t.getCause()) {
                // The words of the JVM in an UnsupportedClassVersionError; nobody else has them.
                Matcher newer = NEWER_CLASS.matcher(String.valueOf(t.getMessage()));
                if (newer.find()) {
                    int java = Integer.parseInt(newer.group(2)) - CLASS_VERSION_OF_JAVA_0;
                    return new Unloadable(
                            newer.group(1).replace('/', '.'),
                            "needs Java " + java + " or later, this is " + System.getProperty("java.version"),
                            "run it on a newer JVM or choose another backend");
                }
            }
            return new Unloadable(
                    className == null ? classNameIn(String.valueOf(thrown.getMessage())) : className,
                    "cannot be loaded: " + BackendUnavailableException.reason(thrown),
                    CHECK);
        }

        /** {@return the first class that the loader speaks of: "posixwait.spi.BackendProvider: Provider a.B not found"} */
        private static String classNameIn(String message) {
            return Pattern.compile(" ")
                    .splitAsStream(message)
                    .filter(CLASS_NAME.asMatchPredicate())
                    .findFirst()
                    .orElse("unknown");
        }

        /** {@return the package's last word, {@code ffm} of {@code posixwait.ffm.FfmBackendProvider}} */
        String shortName() {
            int end = className.lastIndexOf('.');
            return end < 0 ? className : className.substring(className.lastIndexOf('.', end - 1) + 1, end);
        }
    }
}
