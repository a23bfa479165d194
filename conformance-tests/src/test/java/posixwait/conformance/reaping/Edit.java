package posixwait.conformance.reaping;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A change of the byte code of one method, where it calls something by name or has a number.
 *
 * @param type the simple name of a class of the library
 * @param method the method that is changed
 * @param change what is done to it; {@code false} if what it looks for is not there
 */
record Edit(String type, String method, Predicate<MethodNode> change) {

    /** A call is not made: what it would have been given is thrown away. It returns nothing, or 0. */
    static Edit drops(String type, String method, String called) {
        return new Edit(
                type,
                method,
                node -> each(node, called, call -> {
                    InsnList instead = new InsnList();
                    List<Type> arguments = Arrays.asList(Type.getArgumentTypes(call.desc));
                    for (int i = arguments.size() - 1; i >= 0; i--) {
                        instead.add(pop(arguments.get(i)));
                    }
                    if (call.getOpcode() != Opcodes.INVOKESTATIC) {
                        instead.add(new InsnNode(Opcodes.POP));
                    }
                    add(instead, Type.getReturnType(call.desc));
                    node.instructions.insertBefore(call, instead);
                    node.instructions.remove(call);
                }));
    }

    /** A call is made, and is taken to have returned 0. */
    static Edit forgets(String type, String method, String called) {
        return new Edit(
                type,
                method,
                node -> each(node, called, call -> {
                    InsnList after = new InsnList();
                    Type result = Type.getReturnType(call.desc);
                    after.add(pop(result));
                    add(after, result);
                    node.instructions.insert(call, after);
                }));
    }

    /** A static method that takes two references is called twice with them. */
    static Edit repeats(String type, String method, String called) {
        return new Edit(
                type,
                method,
                node -> each(node, called, call -> {
                    InsnList before = new InsnList();
                    before.add(new InsnNode(Opcodes.DUP2));
                    before.add(call.clone(Map.of()));
                    node.instructions.insertBefore(call, before);
                }));
    }

    /** Two numbers of 64 bits are taken to be equal, whatever they are. */
    static Edit comparesNot(String type, String method) {
        return new Edit(type, method, node -> {
            boolean found = false;
            for (AbstractInsnNode each : node.instructions.toArray()) {
                if (each.getOpcode() == Opcodes.LCMP) {
                    node.instructions.insertBefore(each, pop(Type.LONG_TYPE));
                    node.instructions.insertBefore(each, pop(Type.LONG_TYPE));
                    node.instructions.set(each, new InsnNode(Opcodes.ICONST_0));
                    found = true;
                }
            }
            return found;
        });
    }

    /** A method does without its lock. */
    static Edit takesNoLock(String type, String method) {
        Edit lock = drops(type, method, "ReentrantLock.lock");
        Edit unlock = drops(type, method, "ReentrantLock.unlock");
        return new Edit(type, method, node -> lock.change.test(node) && unlock.change.test(node));
    }

    /** There is another number in the place of one. */
    static Edit replaces(String type, String method, int number, int other) {
        return new Edit(type, method, node -> {
            boolean found = false;
            for (AbstractInsnNode each : node.instructions.toArray()) {
                boolean is = (each instanceof IntInsnNode push
                                && push.getOpcode() != Opcodes.NEWARRAY
                                && push.operand == number)
                        || (each instanceof LdcInsnNode constant
                                && Integer.valueOf(number).equals(constant.cst));
                if (is) {
                    node.instructions.set(each, new LdcInsnNode(other));
                    found = true;
                }
            }
            return found;
        });
    }

    private interface Change {
        void of(MethodInsnNode call);
    }

    private static boolean each(MethodNode node, String called, Change change) {
        boolean found = false;
        for (AbstractInsnNode each : node.instructions.toArray()) {
            if (each instanceof MethodInsnNode call && (simple(call.owner) + "." + call.name).equals(called)) {
                change.of(call);
                found = true;
            }
        }
        return found;
    }

    private static String simple(String owner) {
        return owner.substring(owner.lastIndexOf('/') + 1);
    }

    private static InsnNode pop(Type type) {
        return new InsnNode(type.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
    }

    private static void add(InsnList list, Type type) {
        switch (type.getSort()) {
            case Type.VOID -> {}
            case Type.LONG -> list.add(new InsnNode(Opcodes.LCONST_0));
            case Type.OBJECT, Type.ARRAY -> list.add(new InsnNode(Opcodes.ACONST_NULL));
            default -> list.add(new InsnNode(Opcodes.ICONST_0));
        }
    }

    /** Changes a class, if it is the one; {@return whether it was} */
    boolean applyTo(ClassNode node) {
        if (!node.name.equals("posixwait/" + type)) {
            return false;
        }
        boolean found = false;
        for (MethodNode each : node.methods) {
            if (each.name.equals(method)) {
                found |= change.test(each);
            }
        }
        if (!found) {
            throw new AssertionError(type + "." + method + " has no longer what this mutant changes: " + this);
        }
        return true;
    }
}
