package posixwait.conformance.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import posixwait.conformance.explore.Step.Kind;

/** Makes a script smaller as long as it still differs. */
final class Shrinker {
    private final Alignment alignment;

    Shrinker(Alignment alignment) {
        this.alignment = alignment;
    }

    /** {@return a script that differs still, and of which no step can be left out} */
    Alignment.Difference shrink(Alignment.Difference found) {
        Alignment.Difference smallest = found;
        boolean shorter = true;
        while (shorter) {
            shorter = false;
            for (int i = smallest.script().size() - 1; i >= 0; i--) {
                if (i >= smallest.script().size()) {
                    continue;
                }
                Optional<Alignment.Difference> smaller = alignment.run(without(smallest.script(), i));
                if (smaller.isPresent()
                        && smaller.get().script().size() < smallest.script().size()) {
                    smallest = smaller.get();
                    shorter = true;
                }
            }
        }
        return smallest;
    }

    /** Leaves out a step, and with what makes a child or a pidfd all that is about it; the others get lower numbers. */
    static List<Step> without(List<Step> script, int left) {
        Step gone = script.get(left);
        int children = 0;
        int pidfds = 0;
        for (Step step : script.subList(0, left)) {
            children += step.kind().children();
            pidfds += step.kind() == Kind.PIDFD_OPEN ? 1 : 0;
        }
        List<Step> shorter = new ArrayList<>(script.subList(0, left));
        int goneChildren = gone.kind().children();
        List<Integer> gonePidfds = new ArrayList<>();
        int opened = pidfds;
        if (gone.kind() == Kind.PIDFD_OPEN) {
            gonePidfds.add(opened++);
        }
        for (Step step : script.subList(left + 1, script.size())) {
            boolean about = step.kind().isAboutChild();
            boolean aboutGone = (about && isIn(step.child(), children, goneChildren))
                    || (step.kind() == Kind.SETPGID && isIn(step.argument(), children, goneChildren))
                    || (step.kind().usesPidfd() && gonePidfds.contains(step.child()));
            if (step.kind() == Kind.PIDFD_OPEN) {
                if (aboutGone) {
                    gonePidfds.add(opened);
                }
                opened++;
            }
            if (aboutGone) {
                continue;
            }
            int child = step.child();
            if (about) {
                child = lowered(child, children, goneChildren);
            } else if (step.kind().usesPidfd()) {
                int number = child;
                child -= (int) gonePidfds.stream().filter(fd -> fd < number).count();
            }
            int argument =
                    step.kind() == Kind.SETPGID ? lowered(step.argument(), children, goneChildren) : step.argument();
            shorter.add(step.renumbered(child, argument));
        }
        return shorter;
    }

    private static boolean isIn(int number, int first, int count) {
        return number >= first && number < first + count;
    }

    private static int lowered(int number, int first, int count) {
        return number >= first + count ? number - count : number;
    }
}
