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
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The lines that were run, of classes changed so that each line says so.
 *
 * <p>A JVM that plays a role inherits the system property, and adds what it runs to the same file.
 */
public final class Called {
    /** The system property that names the file. */
    static final String FILE = "posixwait.mutants.called";

    private static final Path LOG = Path.of(System.getProperty(FILE, "called"));
    private static final Set<String> LINES = ConcurrentHashMap.newKeySet();

    private Called() {}

    /** Notes a line, the first time; changed classes call this. */
    public static void note(String line) {
        if (LINES.add(line)) {
            try {
                // One write for a line, appended: two JVMs do not mix theirs.
                Files.writeString(LOG, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** {@return the lines run since the last time this was asked, as {@code a.B:17}} */
    static Set<String> take() throws IOException {
        Set<String> taken = Files.exists(LOG) ? new TreeSet<>(Files.readAllLines(LOG)) : Set.of();
        Files.deleteIfExists(LOG);
        LINES.clear();
        return taken;
    }

    /** {@return a class of which every line notes that it is run} */
    static byte[] noting(String className, byte[] bytes) {
        ClassNode type = new ClassNode();
        new ClassReader(bytes).accept(type, 0);
        for (MethodNode method : type.methods) {
            for (AbstractInsnNode each : method.instructions.toArray()) {
                if (each instanceof LineNumberNode line) {
                    InsnList note = new InsnList();
                    note.add(new LdcInsnNode(className + ":" + line.line));
                    note.add(new MethodInsnNode(
                            Opcodes.INVOKESTATIC,
                            Called.class.getName().replace('.', '/'),
                            "note",
                            "(Ljava/lang/String;)V"));
                    // Behind the frame, which belongs to the place that is jumped to.
                    AbstractInsnNode before = each;
                    while (before.getNext() != null && before.getNext().getOpcode() < 0) {
                        before = before.getNext();
                    }
                    method.instructions.insert(before, note);
                }
            }
        }
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        type.accept(writer);
        return writer.toByteArray();
    }
}
