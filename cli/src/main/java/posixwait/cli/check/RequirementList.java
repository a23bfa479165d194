package posixwait.cli.check;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.PrintStream;
import java.util.List;
import posixwait.conformance.Level;
import posixwait.conformance.run.Catalogue;
import posixwait.conformance.run.RequirementInfo;

/**
 * Requirements of the catalogue, as {@code check --list} gives them.
 *
 * @param kit the conformance kit
 * @param requirements the requirements, in catalogue order
 */
@JsonPropertyOrder({"kit", "requirements"})
public record RequirementList(CheckFile.Kit kit, List<Listed> requirements) {
    /**
     * A requirement.
     *
     * @param id its ID
     * @param level how binding it is
     * @param title its title, a sentence
     * @param rule what must hold
     * @param citations where it stands
     * @param deviation where this kind of host departs from the standard; empty if nowhere
     */
    @JsonPropertyOrder({"id", "level", "title", "rule", "citations", "deviation"})
    public record Listed(String id, Level level, String title, String rule, List<String> citations, String deviation) {
        static Listed of(RequirementInfo info) {
            return new Listed(info.id(), info.level(), info.title(), info.rule(), info.citations(), info.deviation());
        }
    }

    /** {@return the list of these requirements} */
    public static RequirementList of(List<RequirementInfo> requirements) {
        return new RequirementList(
                new CheckFile.Kit(Catalogue.version()),
                requirements.stream().map(Listed::of).toList());
    }

    /** Prints a line for each: ID, level, title. */
    public void print(PrintStream out) {
        requirements.forEach(each -> out.printf("%-9s %-10s %s%n", each.id, each.level, each.title));
    }
}
