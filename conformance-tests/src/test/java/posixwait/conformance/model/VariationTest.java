package posixwait.conformance.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class VariationTest {
    @Test
    void a_few_seeds_that_follow_each_other_decide_in_every_way() {
        List<List<Boolean>> ways = LongStream.rangeClosed(1, 16)
                .mapToObj(Variation::drawn)
                .map(drawn ->
                        List.of(drawn.queuesSigchld(), drawn.sigchldWithoutZombie(), drawn.sigchldForContinuation()))
                .distinct()
                .toList();

        assertThat(ways).hasSize(8);
    }

    @Test
    void a_seed_decides_the_same_again() {
        Variation one = Variation.drawn(4711);
        Variation other = Variation.drawn(4711);
        List<Integer> possible = List.of(1, 2, 3, 4, 5);

        assertThat(LongStream.range(0, 50).mapToObj(i -> one.among(possible)).toList())
                .isEqualTo(LongStream.range(0, 50)
                        .mapToObj(i -> other.among(possible))
                        .toList());
    }
}
