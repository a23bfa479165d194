package posixwait.cli.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import posixwait.conformance.run.RequirementInfo;

/**
 * How often and in which order requirements are run.
 *
 * @param times how often, at least 1
 * @param shuffle the seed of a random order; {@code null} for the usual one
 * @param thorough how long to run each race; zero for the usual time
 */
public record RunPlan(int times, @Nullable Long shuffle, Duration thorough) {
    /** Once, as usual. */
    public static final RunPlan ONCE = new RunPlan(1, null, Duration.ZERO);

    /** {@return the requirements in the order of a round; with a seed, each round has one of its own} */
    List<RequirementInfo> order(List<RequirementInfo> requirements, int round) {
        if (shuffle == null) {
            return requirements;
        }
        List<RequirementInfo> order = new ArrayList<>(requirements);
        Collections.shuffle(order, new Random(shuffle + round));
        return order;
    }
}
