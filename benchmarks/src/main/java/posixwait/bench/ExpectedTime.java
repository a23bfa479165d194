package posixwait.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/**
 * How long questions take to answer on two quiet cores.
 *
 * <p>The seconds are in {@code expected.properties}, one line for each question and effort. They are for people who decide
 * whether to wait; nothing is measured by them.
 */
final class ExpectedTime {
    private static final Properties SECONDS = read();
    private static final Duration IN_MINUTES = Duration.ofSeconds(100);

    private ExpectedTime() {}

    /** {@return how long one question takes; nothing where it has only to be seen that it works} */
    static Duration of(String question, Effort effort) {
        if (effort == Effort.SMOKE) {
            return Duration.ZERO;
        }
        String key = question + "." + effort.words();
        String seconds = SECONDS.getProperty(key);
        if (seconds == null) {
            throw new IllegalStateException("expected.properties has no " + key);
        }
        return Duration.ofSeconds(Long.parseLong(seconds));
    }

    /** {@return such as {@code 41 minutes}} */
    static String inWords(Duration time) {
        return time.compareTo(IN_MINUTES) < 0
                ? String.format(Locale.ROOT, "%d seconds", Math.max(1, time.toSeconds()))
                : String.format(Locale.ROOT, "%d minutes", Math.round(time.toSeconds() / 60.0));
    }

    private static Properties read() {
        Properties seconds = new Properties();
        try (InputStream resource =
                Objects.requireNonNull(ExpectedTime.class.getResourceAsStream("expected.properties"))) {
            seconds.load(resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return seconds;
    }
}
