package posixwait.conformance.explore;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import posixwait.Backend;
import posixwait.Backends;
import posixwait.conformance.broken.Faults;
import posixwait.spi.BackendUnavailableException;

/** Compares the model with the live kernel by random scripts, in a JVM that does nothing else. */
public final class Explore {
    private static final int SHORTEST = 5;
    private static final int LONGEST = 60;

    private Explore() {}

    /**
     * Explores.
     *
     * @param args the backend; the seed; the number of steps, about; and if wanted the fault that the backend is to have
     */
    public static void main(String[] args) throws BackendUnavailableException {
        Backend good = Backends.open(args[0]);
        Backend backend = args.length < 4 ? good : Faults.named(args[3]).breaking(good);
        long seed = Long.parseLong(args[1]);
        int wanted = Integer.parseInt(args[2]);
        Alignment alignment = new Alignment(backend.calls());
        Random random = new Random(seed);
        int steps = 0;
        while (steps < wanted) {
            List<Step> script = Scripts.script(random, SHORTEST + random.nextInt(LONGEST - SHORTEST + 1));
            steps += script.size();
            Optional<Alignment.Difference> difference = alignment.run(script);
            if (difference.isPresent()) {
                System.out.println("seed " + seed + ": model and kernel differ after " + steps + " steps");
                alignment.shrink(difference.get()).trace().forEach(System.out::println);
                System.exit(1);
            }
        }
        System.out.println("seed " + seed + ": " + steps + " steps, no difference; of several children another than the"
                + " first: " + alignment.unusualChoices() + "; arrows not gone: "
                + alignment.coverage().arrowsLeft());
        System.exit(0);
    }
}
