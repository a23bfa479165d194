/** The calls, the types with a meaning, and the seam that backends implement. */
module posixwait.api {
    requires jdk.jfr;
    requires static transitive org.jspecify;

    exports posixwait;
    exports posixwait.spi;

    uses posixwait.spi.BackendProvider;
}
