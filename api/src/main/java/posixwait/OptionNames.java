package posixwait;

import java.util.Map;
import java.util.StringJoiner;
import posixwait.spi.Abi;

/** The names of wait option bits, for messages. */
final class OptionNames {
    private static final Map<String, Integer> BITS = Map.of(
            "EXITED", Abi.WEXITED,
            "UNTRACED", Abi.WUNTRACED,
            "STOPPED", Abi.WSTOPPED,
            "CONTINUED", Abi.WCONTINUED,
            "NOHANG", Abi.WNOHANG,
            "NOWAIT", Abi.WNOWAIT);

    private OptionNames() {}

    /** {@return those of {@code names} whose bits are set, then the rest in hexadecimal; {@code 0} for none} */
    static String of(int bits, String... names) {
        if (bits == 0) {
            return "0";
        }
        StringJoiner joined = new StringJoiner("|");
        int rest = bits;
        for (String name : names) {
            int bit = BITS.getOrDefault(name, 0);
            if ((rest & bit) != 0) {
                joined.add(name);
                rest &= ~bit;
            }
        }
        if (rest != 0) {
            joined.add("0x" + Integer.toHexString(rest));
        }
        return joined.toString();
    }
}
