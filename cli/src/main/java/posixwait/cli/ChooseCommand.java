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
        footer = {
            "",
            "Without a file it checks, or measures, itself.",
            "Exit code: 0 there is one to recommend, 1 none conforms, 2 usage, 3 the host could not run it."
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
