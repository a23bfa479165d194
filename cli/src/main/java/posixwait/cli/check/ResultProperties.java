package posixwait.cli.check;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import posixwait.conformance.run.BackendRun;
import posixwait.conformance.run.ExpectationAccount;

/** What a result must be read with, as names and values, for formats that have such a place. */
final class ResultProperties {
    private final Map<String, String> values = new LinkedHashMap<>();

    private ResultProperties() {}

    /** {@return those of a whole result} */
    static Map<String, String> of(CheckFile result) {
        ResultProperties properties = new ResultProperties();
        properties.put("kit.version", result.kit().version());
        properties.put("host.takenAt", result.host().takenAt());
        properties.put("host.kernel", result.host().kernel());
        properties.put("host.libc", result.host().libc());
        properties.put("host.arch", result.host().arch());
        properties.put("host.distribution", result.host().distribution());
        properties.put(
                "host.user",
                result.host().user() == null ? null : result.host().user().effectiveUid());
        properties.put("host.cpus", result.host().cpu().available());
        properties.put("host.seccomp", result.host().seccomp());
        properties.put("shuffle.seed", result.shuffle());
        properties.put(
                "repeat.times",
                result.repetition() == null ? null : result.repetition().times());
        @Nullable ExpectationAccount account = result.expectations();
        if (account != null) {
            properties.put("expectations.file", account.file());
            properties.put("expectations.sha256", account.sha256());
            properties.put("expectations.entries", account.entries());
            properties.put("expectations.applied", account.applied());
            properties.put("expectations.canary", account.canary());
        }
        return properties.values;
    }

    /** {@return those of one run of a result} */
    static Map<String, String> of(CheckFile result, BackendRun run) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("backend", run.backend());
        values.put("binding", run.binding());
        values.put("jdk", run.jdk());
        values.put("reference", run.reference());
        values.putAll(of(result));
        return values;
    }

    private void put(String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value.toString());
        }
    }
}
