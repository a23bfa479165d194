package posixwait;

/** placeholder */
public record Signal(int number) {}
