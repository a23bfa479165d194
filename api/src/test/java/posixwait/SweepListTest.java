package posixwait;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepListTest {
    @RegisterExtension
    final Reapers reapers = new Reapers();

    private final SweepList list = new SweepList();
    private final Reaper reaper = reapers.driven();

    private List<Registration> add(int count) {
        List<Registration> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Registration registration =
                    new Registration(reaper, Child.of(reapers.children.backend(), i + 1), Watch.ends());
            list.add(registration);
            added.add(registration);
        }
        return added;
    }

    private List<Integer> pids() {
        return IntStream.range(0, list.count())
                .mapToObj(index -> Objects.requireNonNull(list.at(index)).pid())
                .toList();
    }

    @Test
    void it_grows() {
        assertThat(add(100))
                .hasSize(list.count())
                .allSatisfy(each -> assertThat(list.at(each.sweepIndex)).isSameAs(each));
    }

    @Test
    void nothing_is_where_the_last_one_was() {
        list.remove(add(3).get(2));

        assertThat(list.at(2)).isNull();
    }

    @Test
    void nothing_is_where_the_one_was_that_took_another_index() {
        list.remove(add(3).get(0));

        assertThat(list.at(2)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0 | 4,2,3", "1 | 1,4,3", "3 | 1,2,3"})
    void the_last_one_takes_the_index_of_one_that_is_taken_out(int index, String left) {
        list.remove(add(4).get(index));

        assertThat(pids()).map(String::valueOf).containsExactly(left.split(","));
    }

    @Test
    void who_is_moved_knows_its_index() {
        List<Registration> added = add(4);
        list.remove(added.get(0));

        assertThat(added.get(3).sweepIndex).isZero();
    }

    @Test
    void who_is_out_knows_that() {
        List<Registration> added = add(2);
        added.forEach(list::remove);

        assertThat(added).allMatch(each -> each.sweepIndex == Registration.NOT_SWEPT);
    }

    @Test
    void who_is_not_in_is_not_taken_out() {
        List<Registration> added = add(2);
        list.remove(added.get(0));
        list.remove(added.get(0));

        assertThat(pids()).containsExactly(2);
    }

    @Test
    void it_holds_nobody_who_is_out() {
        list.remove(add(1).get(0));
        add(1);

        assertThat(list.count()).isOne();
    }

    @Test
    void going_from_the_end_to_the_beginning_misses_none_that_stays() {
        List<Registration> added = add(40);
        List<Registration> seen = new ArrayList<>();
        int index = list.count();
        while (--index >= 0) {
            Registration registration = list.at(index);
            if (registration != null) {
                seen.add(registration);
                // Each time two others leave, of those before and of those behind.
                list.remove(added.get(seen.size() * 7 % 20 * 2));
                list.remove(registration);
            }
        }

        List<Registration> stay = added.stream()
                .filter(each -> each.sweepIndex != Registration.NOT_SWEPT)
                .toList();
        assertThat(seen).containsAll(stay);
        assertThat(IntStream.range(0, 20).mapToObj(i -> added.get(2 * i + 1))).allMatch(seen::contains);
    }
}
