package posixwait.conformance.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The failures that are known.
 *
 * @param all each of them
 */
public record Expectations(List<Expectation> all) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Copies the list. */
    public Expectations {
        all = List.copyOf(all);
    }

    /** {@return no expectations: every failure counts} */
    public static Expectations none() {
        return new Expectations(List.of());
    }

    /**
     * Reads a JSON array of objects with {@code id}, {@code when}, {@code reason}, {@code link} and {@code expires}.
     *
     * @param file the file
     * @return the expectations
     * @throws IOException if the file cannot be read, or does not hold that; the message is one line
     */
    public static Expectations read(Path file) throws IOException {
        try {
            return new Expectations(List.of(MAPPER.readValue(Files.readString(file), Expectation[].class)));
        } catch (JacksonException e) {
            String firstLine = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new IOException("no list of expectations: " + firstLine, e);
        }
    }

    /**
     * Compares a run with what was expected of it.
     *
     * @param run what became of each requirement
     * @param hostFacts facts such as {@code kernel} and {@code arch}; {@code backend} and {@code jdk} are added here
     * @param today the day of the run
     * @return the run, with failures that were expected and passes that were not marked as such; a run marked once before
     *     must not be marked again
     */
    public BackendRun mark(BackendRun run, Map<String, String> hostFacts, LocalDate today) {
        Map<String, String> facts = new HashMap<>(hostFacts);
        facts.put("backend", run.backend());
        facts.put("jdk", run.jdk());
        return new BackendRun(
                run.backend(),
                run.binding(),
                run.jdk(),
                run.requirements().stream()
                        .map(result -> mark(result, facts, today))
                        .toList());
    }

    private RequirementResult mark(RequirementResult result, Map<String, String> facts, LocalDate today) {
        Optional<Expectation> expected = all.stream()
                .filter(expectation -> expectation.matches(result.id(), facts))
                .findFirst();
        if (expected.isEmpty()) {
            return result;
        }
        boolean expired = today.isAfter(expected.get().expires());
        String reason = expected.get().reason();
        return switch (result.outcome()) {
            case PASSED ->
                result.with(
                        Outcome.UNEXPECTED_PASS, "expected to fail (" + reason + "), but passed: drop the expectation");
            case FAILED, TIMEOUT, CRASHED ->
                expired
                        ? result.with(
                                result.outcome(),
                                "the expectation of this expired on "
                                        + expected.get().expires() + " (" + reason + ")\n" + result.detail())
                        : result.with(Outcome.EXPECTED_FAILURE, reason + "\n" + result.detail());
            default -> result;
        };
    }
}
