package posixwait.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is said of this library holds; what others say is theirs, but they must have been asked. */
class PeersMainTest {
    private static List<Asked> asked = List.of();

    @BeforeAll
    static void ask() throws Exception {
        asked = PeersMain.ask(2);
    }

    private static Asked of(String peer, Situation situation) {
        return asked.stream()
                .filter(each -> each.peer().equals(peer) && each.situation().equals(situation.name()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void every_library_is_asked_in_every_situation() {
        assertThat(asked).hasSize(4 * Situation.values().length);
        assertThat(asked).extracting(Asked::version).doesNotContain("");
    }

    @Test
    void only_a_theft_may_fail_to_come_about() {
        assertThat(asked)
                .filteredOn(each -> !each.situation().equals("STOLEN"))
                .allSatisfy(each -> assertThat(each.counted()).isEqualTo(each.rounds()));
    }

    @Test
    void this_library_tells_a_kill_from_the_exit_code_that_shells_make_of_it() {
        assertThat(of("posixwait", Situation.KILLED_9).said()).isEqualTo(Map.of("killed by SIGKILL", 2));
        assertThat(of("posixwait", Situation.EXITED_137).said()).isEqualTo(Map.of("exited with 137", 2));
    }

    @Test
    void this_library_says_that_a_child_is_stopped() {
        assertThat(of("posixwait", Situation.STOPPED).said()).isEqualTo(Map.of("stopped by SIGSTOP", 2));
    }

    @Test
    void this_library_says_that_a_stolen_status_is_lost_and_invents_none() {
        assertThat(of("posixwait", Situation.STOLEN).counted()).isEqualTo(2);
        assertThat(of("posixwait", Situation.STOLEN).said().keySet())
                .singleElement()
                .asString()
                .startsWith("status of PID lost");
    }
}
