package posixwait.bench.peers;

import java.util.List;

/** A library that starts children and says what became of them. */
interface Peer {
    /** How long a library may take to say anything of a child that has ended. */
    long PATIENCE_SECONDS = 10;

    /** What is reported of one that took longer. */
    String SILENT = "nothing within " + PATIENCE_SECONDS + " s";

    /** {@return all of them} */
    static List<Peer> all() throws Exception {
        return List.of(new OwnPeer(), new JdkPeer(), new NuProcessPeer(), new JnrPeer());
    }

    /** {@return its name} */
    String name();

    /** {@return its version} */
    String version();

    /** Starts a shell with a script. */
    Started start(String script) throws Exception;

    /** A child, as the library that started it sees it. */
    interface Started {
        /** {@return its pid} */
        int pid();

        /** {@return what the library says of it now, without blocking} */
        String now() throws Exception;

        /** {@return what the library says of it in the end, once it has been asked to wait} */
        String end() throws Exception;
    }
}
