package posixwait.conformance.interleave;

import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Puts what this package has in the place of locks, monitors, futures, latches, threads and the clock. */
final class Rewriting {
    private static final String OBJECT = "java/lang/Object";
    private static final String MADE = "<init>";

    private static final Map<String, String> MADE_INSTEAD = Map.of(
            "java/util/concurrent/locks/ReentrantLock", Type.getInternalName(StrandLock.class),
            "java/util/concurrent/CompletableFuture", Type.getInternalName(StrandFuture.class),
            "java/util/concurrent/CountDownLatch", Type.getInternalName(StrandLatch.class),
            "java/lang/Thread", Type.getInternalName(StrandThread.class));

    private static final Map<String, MethodInsnNode> CALLED_INSTEAD = Map.of(
            "java/lang/System.nanoTime()J", call(Steps.class, "nanoTime", "()J"),
            "java/lang/Thread.currentThread()Ljava/lang/Thread;",
                    call(StrandThread.class, "current", "()Ljava/lang/Thread;"),
            "java/lang/Thread.isAlive()Z", call(StrandThread.class, "alive", "(Ljava/lang/Thread;)Z"),
            "java/lang/Thread.join()V", call(StrandThread.class, "joined", "(Ljava/lang/Thread;)V"));

    private Rewriting() {}

    private static MethodInsnNode call(Class<?> owner, String name, String descriptor) {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, Type.getInternalName(owner), name, descriptor);
    }

    static ClassNode read(byte[] bytes) {
        ClassNode type = new ClassNode();
        new ClassReader(bytes).accept(type, 0);
        return type;
    }

    /** {@return the bytes of a class; what was put in leaves the stack as it was at every place that is jumped to} */
    static byte[] written(ClassNode type) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        type.accept(writer);
        return writer.toByteArray();
    }

    static void rewrite(ClassNode type) {
        for (MethodNode method : type.methods) {
            for (AbstractInsnNode each : method.instructions.toArray()) {
                if (each instanceof TypeInsnNode made && each.getOpcode() == Opcodes.NEW) {
                    rewriteNew(method, made);
                } else if (each instanceof MethodInsnNode called) {
                    rewriteCall(method, called);
                } else if (each instanceof InvokeDynamicInsnNode made) {
                    rewriteHandles(made);
                } else if (each.getOpcode() == Opcodes.MONITORENTER) {
                    method.instructions.set(each, call(StrandLock.class, "enter", "(Ljava/lang/Object;)V"));
                } else if (each.getOpcode() == Opcodes.MONITOREXIT) {
                    method.instructions.set(each, call(StrandLock.class, "exit", "(Ljava/lang/Object;)V"));
                }
            }
        }
    }

    /** Has every method of a class look whether a lock is held. */
    static void guard(ClassNode type) {
        for (MethodNode method : type.methods) {
            if (!method.name.startsWith("<")) {
                method.instructions.insert(call(Steps.class, "requireLock", "()V"));
            }
        }
    }

    private static void rewriteNew(MethodNode method, TypeInsnNode made) {
        String instead = MADE_INSTEAD.get(made.desc);
        if (instead != null) {
            made.desc = instead;
        } else if (made.desc.equals(OBJECT)
                && made.getNext() instanceof InsnNode copied
                && copied.getNext() instanceof MethodInsnNode constructor
                && constructor.name.equals(MADE)) {
            // An object that is nothing but itself is a monitor.
            made.desc = Type.getInternalName(StrandLock.class);
            method.instructions.set(
                    constructor, new MethodInsnNode(Opcodes.INVOKESPECIAL, made.desc, MADE, constructor.desc));
        }
    }

    private static void rewriteCall(MethodNode method, MethodInsnNode called) {
        MethodInsnNode instead = CALLED_INSTEAD.get(called.owner + "." + called.name + called.desc);
        if (instead != null) {
            method.instructions.set(called, (MethodInsnNode) instead.clone(Map.of()));
        } else if (called.name.equals(MADE) && MADE_INSTEAD.containsKey(called.owner)) {
            called.owner = MADE_INSTEAD.get(called.owner);
        }
    }

    private static void rewriteHandles(InvokeDynamicInsnNode made) {
        for (int i = 0; i < made.bsmArgs.length; i++) {
            if (made.bsmArgs[i] instanceof Handle handle) {
                MethodInsnNode instead =
                        CALLED_INSTEAD.get(handle.getOwner() + "." + handle.getName() + handle.getDesc());
                if (instead != null) {
                    made.bsmArgs[i] =
                            new Handle(Opcodes.H_INVOKESTATIC, instead.owner, instead.name, instead.desc, false);
                }
            }
        }
    }
}
