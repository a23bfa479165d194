package posixwait;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PlacesTest {
    @RegisterExtension
    final Reapers reapers = new Reapers();

    private final Places places = new Places(0);
    private final Reaper reaper = reapers.driven();

    private Registration take(Places from) {
        Registration registration = new Registration(reaper, Child.of(reapers.children.backend(), 4711), Watch.ends());
        registration.token = from.take(registration);
        return registration;
    }

    @Test
    void a_token_leads_to_its_registration() {
        take(places);
        Registration second = take(places);
        take(places);

        assertThat(places.holder(second.token)).isSameAs(second);
    }

    @Test
    void a_token_leads_nowhere_after_its_place_was_given_back() {
        Registration first = take(places);
        places.giveBack(first.token);

        assertThat(places.holder(first.token)).isNull();
    }

    @Test
    void a_token_does_not_lead_to_who_has_the_place_now() {
        Registration first = take(places);
        places.giveBack(first.token);
        Registration next = take(places);

        assertThat((int) next.token).as("place").isEqualTo((int) first.token);
        assertThat(places.holder(first.token)).isNull();
    }

    @Test
    void a_token_of_a_place_that_never_was_leads_nowhere() {
        assertThat(places.holder(1_000_000)).isNull();
    }

    @Test
    void a_token_beyond_the_last_place_leads_nowhere() {
        assertThat(places.holder(16)).isNull();
    }

    @Test
    void there_is_room_for_any_number() {
        List<Registration> taken = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            taken.add(take(places));
        }

        assertThat(taken)
                .allSatisfy(each -> assertThat(places.holder(each.token)).isSameAs(each));
    }

    @Test
    void every_place_can_be_given_back_and_had_again() {
        List<Registration> taken = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            taken.add(take(places));
        }
        taken.forEach(each -> places.giveBack(each.token));
        HashSet<Integer> had = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            had.add((int) take(places).token);
        }

        assertThat(had).hasSize(1000).allMatch(place -> place >= 1 && place <= 1000);
    }

    @Test
    void no_token_is_that_of_the_eventfd_even_after_four_billion_registrations() {
        Places late = new Places(0xffff_ffffL);

        assertThat(take(late).token).isNotEqualTo(Epoll.WAKE);
    }

    @Test
    void a_place_that_is_had_again_costs_nobody_his() {
        Registration first = take(places);
        take(places);
        Registration third = take(places);
        places.giveBack(first.token);
        take(places);

        assertThat(places.holder(third.token)).isSameAs(third);
    }
}
