package posixwait.bench.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import posixwait.Backend;
import posixwait.Backends;
import tools.jackson.databind.json.JsonMapper;

/** Asks every library in every situation, and prints the answers as one line of JSON. */
public final class PeersMain {
    /** Stands before the answers, so that they are found among whatever a library says. */
    public static final String ANSWER = "posixwait-peers ";

    private PeersMain() {}

    /**
     * Does it.
     *
     * @param args how often to try each situation
     */
    public static void main(String[] args) throws Exception {
        List<Asked> asked = ask(Integer.parseInt(args[0]));
        System.out.println(ANSWER + JsonMapper.shared().writeValueAsString(asked));
        // The libraries have threads of their own.
        System.exit(0);
    }

    /** {@return what each library said in each situation} */
    static List<Asked> ask(int rounds) throws Exception {
        Backend observer = Backends.openBest();
        List<Asked> asked = new ArrayList<>();
        for (Peer peer : Peer.all()) {
            for (Situation situation : Situation.values()) {
                Map<String, Integer> said = new TreeMap<>();
                int counted = 0;
                for (int round = 0; round < rounds; round++) {
                    Optional<String> one = new Round(observer, peer).of(situation);
                    if (one.isPresent()) {
                        counted++;
                        said.merge(one.get(), 1, Integer::sum);
                    }
                }
                asked.add(new Asked(
                        peer.name(), peer.version(), situation.name(), situation.words(), rounds, counted, said));
            }
        }
        return asked;
    }
}
