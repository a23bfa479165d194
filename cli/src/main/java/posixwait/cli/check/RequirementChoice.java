package posixwait.cli.check;

import java.util.List;
import java.util.stream.Collectors;
import posixwait.cli.io.Complaint;
import posixwait.conformance.Level;
import posixwait.conformance.run.Catalogue;
import posixwait.conformance.run.RequirementInfo;

/**
 * Which requirements to check: those that meet every part of the choice.
 *
 * @param ids patterns of IDs; empty for all
 * @param groups groups, the letters of IDs; empty for all
 * @param levels levels; empty for all
 */
public record RequirementChoice(List<String> ids, List<String> groups, List<Level> levels) {
    /** Every requirement. */
    public static final RequirementChoice ALL = new RequirementChoice(List.of(), List.of(), List.of());

    /**
     * {@return the requirements, in catalogue order}
     *
     * @throws Complaint if a part of the choice names what does not exist, or nothing is left
     */
    public List<RequirementInfo> requirements() {
        for (String id : ids) {
            if (Catalogue.matching(List.of(id)).isEmpty()) {
                throw Complaint.usage(
                        "--id " + id, "no requirement matches", "give an ID or a pattern such as 'WID-*'");
            }
        }
        for (String group : groups) {
            if (Catalogue.all().stream().noneMatch(info -> info.group().equalsIgnoreCase(group))) {
                throw Complaint.usage(
                        "--group " + group,
                        "no group is called that",
                        "there are "
                                + Catalogue.all().stream()
                                        .map(RequirementInfo::group)
                                        .distinct()
                                        .collect(Collectors.joining(", ")));
            }
        }
        List<RequirementInfo> chosen = (ids.isEmpty() ? Catalogue.all() : Catalogue.matching(ids))
                .stream()
                        .filter(info -> groups.isEmpty() || groups.stream().anyMatch(info.group()::equalsIgnoreCase))
                        .filter(info -> levels.isEmpty() || levels.contains(info.level()))
                        .toList();
        if (chosen.isEmpty()) {
            throw Complaint.usage(
                    "--id, --group, --level", "no requirement meets all of them", "see 'posixwait check --list'");
        }
        if (chosen.stream().noneMatch(RequirementInfo::isTested)) {
            throw Complaint.usage(
                    chosen.get(0).id(),
                    "is listed without a test: " + chosen.get(0).untested(),
                    "choose a requirement of another level than UNTESTED");
        }
        return chosen;
    }
}
