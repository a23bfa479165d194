package posixwait.conformance.mutants;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The methods that were called, of classes changed so that each says so.
 *
 * <p>A JVM that plays a role inherits the system property, and adds what it calls to the same file.
 */
public final class Called {
    /** The system property that names the file. */
    static final String FILE = "posixwait.mutants.called";

    private static final Path LOG = Path.of(System.getProperty(FILE, "called"));
    private static final Set<String> METHODS = ConcurrentHashMap.newKeySet();

    private Called() {}

    /** Notes a call, the first time; changed classes call this. */
    public static void note(String method) {
        if (METHODS.add(method)) {
            try {
                // One write for a line, appended: two JVMs do not mix theirs.
                Files.writeString(LOG, method + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** {@return the methods called since the last time this was asked, as {@code a.B.name(descriptor)}} */
    static Set<String> take() throws IOException {
        Set<String> taken = Files.exists(LOG) ? new TreeSet<>(Files.readAllLines(LOG)) : Set.of();
        Files.deleteIfExists(LOG);
        METHODS.clear();
        return taken;
    }

    /** {@return a class of which every method notes that it is called} */
    static byte[] noting(String className, byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
                        return noting(method, className + "." + name + descriptor);
                    }
                },
                0);
        return writer.toByteArray();
    }

    private static MethodVisitor noting(MethodVisitor method, String name) {
        return new MethodVisitor(Opcodes.ASM9, method) {
            @Override
            public void visitCode() {
                super.visitCode();
                visitLdcInsn(name);
                visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        Called.class.getName().replace('.', '/'),
                        "note",
                        "(Ljava/lang/String;)V",
                        false);
            }
        };
    }
}
