package posixwait.cli.choose;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import posixwait.cli.bench.BenchResult;

/** Something that a backend can be better at, and the figures that show it. Of each, less is better. */
enum Criterion {
    /** From the start of a JVM, or of opening the backend in a new one, until the first result. */
    START("start-up", StartUp.QUESTION + " first-result", ""),

    /** The first call in a new JVM, alone. */
    FIRST("first call", "first-call", "first-call"),

    /** One call that finds nothing, in a JVM that has warmed up. */
    CALL("one call", "call-echild call-wnohang", "call-echild call-wnohang"),

    /** Reaping one child that has ended. */
    REAP("reaping a zombie", "reap-zombie", "reap-zombie"),

    /** The time within which 99 of 100 statuses of a storm are in hand. */
    TAIL("p99 of a storm", "reaper-storm", "reaper-storm"),

    /** The time for each of many zombies that are reaped in one go. */
    DRAIN("draining zombies", "reap-drain", "reap-drain"),

    /** The time to the last status of a storm, by a reaper. */
    REAPER_STORM("the last status", "reaper-storm", "reaper-storm"),

    /** The time to a status among children that live. */
    BYSTANDERS("a status among bystanders", "reaper-bystanders", "reaper-bystanders"),

    /** Java heap for each living child. */
    HEAP("heap for each child", "reaper-heap", "reaper-footprint"),

    /** Threads for all of them. */
    THREADS("threads", "reaper-threads", "reaper-footprint"),

    /** The time to register one more. */
    REGISTER("registering one more", "reaper-register", "reaper-footprint"),

    /** The time until all of many living children are reaped. */
    REAPER_DRAIN("reaping all", "reaper-drain", "reaper-footprint");

    private final String words;

    /** Their names, with spaces between. */
    private final String questions;

    private final String toAsk;

    Criterion(String words, String questions, String toAsk) {
        this.words = words;
        this.questions = questions;
        this.toAsk = toAsk;
    }

    /** {@return what it is, in a word or a few} */
    @JsonValue
    String words() {
        return words;
    }

    /** {@return the questions that make {@code bench} measure it} */
    List<String> toAsk() {
        return toAsk.isEmpty() ? List.of() : List.of(toAsk.split(" ", -1));
    }

    /** {@return whether a figure shows it} */
    Predicate<BenchResult> shows() {
        List<String> names = List.of(questions.split(" ", -1));
        return result -> names.contains(result.question());
    }

    /** {@return the figure that counts, of a storm its tail; empty if there is none that could be part of a ratio} */
    Optional<Double> figure(BenchResult result) {
        Double figure = this == TAIL ? result.percentiles().getOrDefault("p99", result.value()) : result.value();
        return Optional.ofNullable(figure).filter(value -> value > 0 && !value.isInfinite());
    }
}
