package org.masterless.nativebuild.check;

import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * The classes whose code a class may run or load: what it extends and what its instructions name.
 * Its surroundings (outer class, nest mates, annotations) don't count, nor do types that only stand
 * in signatures.
 */
final class References {
  private final Set<String> names = new TreeSet<>();

  private References() {}

  static Set<String> of(ClassNode type) {
    References references = new References();
    references.names.add(type.superName);
    references.names.addAll(type.interfaces);
    type.methods.forEach(references::method);
    return references.names;
  }

  private void method(MethodNode method) {
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      if (block.type != null) {
        names.add(block.type);
      }
    }
    for (AbstractInsnNode instruction : method.instructions) {
      instruction(instruction);
    }
  }

  private void instruction(AbstractInsnNode instruction) {
    if (instruction instanceof TypeInsnNode node) {
      name(node.desc);
    } else if (instruction instanceof MethodInsnNode node) {
      name(node.owner);
    } else if (instruction instanceof FieldInsnNode node) {
      name(node.owner);
    } else if (instruction instanceof MultiANewArrayInsnNode node) {
      name(node.desc);
    } else if (instruction instanceof LdcInsnNode node) {
      constant(node.cst);
    } else if (instruction instanceof InvokeDynamicInsnNode node) {
      for (Object argument : node.bsmArgs) {
        constant(argument);
      }
    }
  }

  private void constant(Object constant) {
    if (constant instanceof Handle handle) {
      name(handle.getOwner());
    } else if (constant instanceof Type type && type.getSort() != Type.METHOD) {
      name(type.getInternalName());
    }
  }

  /** Adds a class, or the elements' class of an array. */
  private void name(String internalName) {
    Type type = Type.getObjectType(internalName);
    Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
    if (element.getSort() == Type.OBJECT) {
      names.add(element.getInternalName());
    }
  }
}
