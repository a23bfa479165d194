/** The seam implemented with JNA direct mapping. */
module posixwait.jna {
    requires static org.jspecify;
    requires com.sun.jna;
    requires posixwait.api;

    provides posixwait.spi.BackendProvider with
            posixwait.jna.JnaBackendProvider;
}
