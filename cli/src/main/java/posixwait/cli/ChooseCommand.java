package posixwait.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import posixwait.cli.choose.Choice;
import posixwait.cli.choose.ChoiceText;
import posixwait.cli.choose.Chooser;
import posixwait.cli.io.Console;

/** {@code choose}: the backend to use, and why. */
@Command(
        name = "choose",
        description = "Recommend a backend, from conformance first and figures second.",
        exitCodeList = {"0:there is one to recommend", "1:none conforms"},
        footer = {
            "Without a file it checks, or measures, itself.",
            "",
            "Examples:",
            "  posixwait choose",
            "  posixwait choose --check check.json --bench bench.json"
        })
final class ChooseCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private Results results = new Results();

    ChooseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Results.Taken taken = results.take(console);
        Choice choice = Chooser.choose(taken.check(), taken.bench());
        new ChoiceText(console.out(), console.paint()).print(choice);
        return choice.exitCode();
    }
}
