package posixwait.conformance.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import posixwait.conformance.run.Catalogue;
import posixwait.conformance.run.RequirementInfo;
import posixwait.conformance.run.TestJvmKind;

/** What a verdict over a mutant rests on: a mutant is noticed, and a class that is as it was is not. */
class TrierTest {
    private static final String CALLS = "posixwait.jna.JnaSystemCalls";
    private static final RequirementInfo QUICK =
            Catalogue.matching(List.of("WPID-001")).get(0);
    private static final long LIMIT_MILLIS = 30_000;

    /** Waited for, twice; still longer than a wait takes on a busy machine. */
    private static final long LIMIT_OF_HANGING_MILLIS = 8000;

    private static final TestJvmKind SHARED = new TestJvmKind("", false);

    @TempDir
    Path directory;

    @BeforeAll
    static void needsANamespace() throws Exception {
        Process process = new ProcessBuilder(Sandbox.inside(List.of("true"))).start();
        Assumptions.assumeTrue(process.waitFor() == 0, "unshare(1) may make no PID namespace here");
    }

    private Mutant mutant(byte[] bytes) throws IOException {
        Path file = Files.write(directory.resolve("Mutant.class"), bytes);
        return new Mutant("impl-jna", CALLS, "waitpid", 1, "changed by hand", "", false, file);
    }

    /** {@return the calls with a {@code waitpid} that is changed by a visitor of its instructions} */
    private static byte[] changed(UnaryOperator<MethodVisitor> change) throws ClassNotFoundException {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        new ClassReader(MutantLoader.sound(CALLS))
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] thrown) {
                                MethodVisitor method = super.visitMethod(access, name, descriptor, signature, thrown);
                                return name.equals("waitpid") ? change.apply(method) : method;
                            }
                        },
                        0);
        return writer.toByteArray();
    }

    private Optional<Verdict> verdict(byte[] bytes, long limitMillis) throws Exception {
        try (Trier trier = new Trier(Target.JNA, SHARED)) {
            return trier.attempt(mutant(bytes), List.of(Asked.of(QUICK, limitMillis)));
        }
    }

    @Test
    void a_class_that_is_as_it_was_survives() throws Exception {
        assertThat(verdict(MutantLoader.sound(CALLS), LIMIT_MILLIS)).isEmpty();
    }

    @Test
    void a_wait_that_always_returns_0_is_noticed() throws Exception {
        byte[] mutant = changed(method -> new MethodVisitor(Opcodes.ASM9, method) {
            @Override
            public void visitInsn(int instruction) {
                if (instruction == Opcodes.IRETURN) {
                    super.visitInsn(Opcodes.POP);
                    super.visitInsn(Opcodes.ICONST_0);
                }
                super.visitInsn(instruction);
            }
        });

        assertThat(verdict(mutant, LIMIT_MILLIS)).map(Verdict::outcome).hasValue("FAILED");
    }

    @Test
    void a_wait_that_does_not_return_is_noticed_by_the_JVM_hanging() throws Exception {
        byte[] mutant = changed(method -> new MethodVisitor(Opcodes.ASM9, method) {
            @Override
            public void visitCode() {
                super.visitCode();
                visitLdcInsn(Long.MAX_VALUE);
                visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Thread", "sleep", "(J)V", false);
            }
        });

        assertThat(verdict(mutant, LIMIT_OF_HANGING_MILLIS))
                .map(Verdict::outcome)
                .hasValue("HUNG");
    }

    @Test
    void a_wait_that_ends_the_JVM_is_noticed_by_its_end() throws Exception {
        byte[] mutant = changed(method -> new MethodVisitor(Opcodes.ASM9, method) {
            @Override
            public void visitCode() {
                super.visitCode();
                visitMethodInsn(
                        Opcodes.INVOKESTATIC, "java/lang/Runtime", "getRuntime", "()Ljava/lang/Runtime;", false);
                visitInsn(Opcodes.ICONST_1);
                visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Runtime", "halt", "(I)V", false);
            }
        });

        assertThat(verdict(mutant, LIMIT_MILLIS)).map(Verdict::outcome).hasValue("ENDED");
    }
}
