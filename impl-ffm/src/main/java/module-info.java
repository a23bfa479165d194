/** The seam implemented with {@code java.lang.foreign}. */
module posixwait.ffm {
    requires static org.jspecify;
    requires posixwait.api;

    provides posixwait.spi.BackendProvider with
            posixwait.ffm.FfmBackendProvider;
}
