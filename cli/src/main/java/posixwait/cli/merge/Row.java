package posixwait.cli.merge;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import posixwait.conformance.run.Outcome;

/**
 * A requirement in all runs.
 *
 * @param id the requirement
 * @param title its title
 * @param rule what must hold
 * @param cells what became of it, by the label of the run; a run that does not have it is not there, which is not
 *     {@code NOT_RUN}
 * @param explanation what separates the outcomes; {@code null} if every run that has it agrees
 */
@JsonPropertyOrder({"id", "title", "rule", "cells", "explanation"})
public record Row(
        String id,
        String title,
        String rule,
        Map<String, Cell> cells,
        @Nullable Explanation explanation) {

    static Row of(String id, String title, String rule, Map<Column, Cell> cells) {
        Map<String, Cell> byLabel = new LinkedHashMap<>();
        List<Explanation.Seen> seen = new ArrayList<>();
        cells.forEach((column, cell) -> {
            byLabel.put(column.label(), cell);
            seen.add(new Explanation.Seen(column.facts(), cell.outcome()));
        });
        boolean differs =
                seen.stream().map(Explanation.Seen::outcome).distinct().count() > 1;
        return new Row(id, title, rule, byLabel, differs ? Explanation.of(seen) : null);
    }

    /** {@return whether the runs that have it do not agree} */
    boolean differs() {
        return explanation != null;
    }

    /** {@return the group: the ID without its number} */
    String group() {
        return id.contains("-") ? id.substring(0, id.lastIndexOf('-')) : id;
    }

    /** {@return the outcome in which all agree} */
    Outcome agreed() {
        if (differs()) {
            throw new IllegalStateException(id + " differs");
        }
        return Objects.requireNonNull(cells.values().iterator().next()).outcome();
    }
}
