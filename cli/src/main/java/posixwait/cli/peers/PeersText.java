package posixwait.cli.peers;

import java.io.PrintStream;
import java.util.stream.Collectors;
import posixwait.bench.peers.Asked;

/** What the peers said, for people. */
public final class PeersText {
    private PeersText() {}

    /** Prints a heading for each library, and a line for each situation. */
    public static void print(PeersFile result, PrintStream out) {
        String peer = "";
        for (Asked each : result.asked()) {
            if (!each.peer().equals(peer)) {
                peer = each.peer();
                out.println(peer + " " + each.version());
            }
            out.println("  a child that " + each.words() + ": " + said(each));
        }
    }

    private static String said(Asked each) {
        int faster = each.rounds() - each.counted();
        String said = each.said().entrySet().stream()
                .map(words -> words.getKey() + " (" + words.getValue() + " of " + each.rounds() + ")")
                .collect(Collectors.joining("; "));
        return faster == 0 ? said : said + (said.isEmpty() ? "" : "; ") + "the library was faster (" + faster + ")";
    }
}
