package posixwait.conformance.recipes;

/** A page that does not follow the rules of docs/recipes/README.md. */
final class PageError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PageError(String page, int line, String what) {
        super(page + ":" + line + ": " + what);
    }
}
