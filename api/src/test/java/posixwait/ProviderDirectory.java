package posixwait;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import posixwait.fakes.Providers;
import posixwait.spi.BackendProvider;

/** A directory with providers, as a class path has it, and the class loader that finds them there and nowhere else. */
final class ProviderDirectory extends URLClassLoader {
    private static final String FAKES = Providers.class.getPackageName();

    private final Path directory;
    private final List<String> services = new ArrayList<>();

    ProviderDirectory(Path directory) throws IOException {
        super(new URL[] {directory.toUri().toURL()}, ProviderDirectory.class.getClassLoader());
        this.directory = directory;
        store(Providers.class.getName(), classFile(Providers.class));
        store(Providers.Good.class.getName(), classFile(Providers.Good.class));
    }

    /** Adds a provider; {@return this} */
    ProviderDirectory with(Class<?> provider) throws IOException {
        store(provider.getName(), classFile(provider));
        return withoutClass(provider.getName());
    }

    /** Adds a provider whose class file is of a version that no JVM knows; {@return this} */
    ProviderDirectory withVersion(int version, Class<?> provider) throws IOException {
        byte[] bytes = classFile(provider);
        bytes[6] = (byte) (version >> 8);
        bytes[7] = (byte) version;
        store(provider.getName(), bytes);
        return withoutClass(provider.getName());
    }

    /** Adds the name of a provider whose class is not there; {@return this} */
    ProviderDirectory withoutClass(String name) throws IOException {
        services.add(name);
        Path file = directory.resolve("META-INF/services/" + BackendProvider.class.getName());
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, services);
        return this;
    }

    private void store(String name, byte[] bytes) throws IOException {
        Path file = directory.resolve(name.replace('.', '/') + ".class");
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, bytes);
    }

    private static byte[] classFile(Class<?> type) throws IOException {
        String file = type.getName().substring(type.getPackageName().length() + 1) + ".class";
        try (InputStream bytes = Objects.requireNonNull(type.getResourceAsStream(file))) {
            return bytes.readAllBytes();
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(FAKES)) {
            return super.loadClass(name, resolve);
        }
        // Not from the parent, where the same classes are in the module of these tests.
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }
}
