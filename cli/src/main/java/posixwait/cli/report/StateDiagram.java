package posixwait.cli.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import posixwait.cli.io.Html;
import posixwait.conformance.model.State;
import posixwait.conformance.model.Transition;

/**
 * The state diagram of the model as SVG, made of the enums that run: a column for each state and a row for each arrow. A row has
 * one label, so no label can meet another, whatever the model becomes.
 */
final class StateDiagram {
    private static final int COLUMN = 184;
    private static final int ROW = 32;
    private static final int BOX_WIDTH = 140;
    private static final int BOX_HEIGHT = 28;
    private static final int MARGIN = 28;
    private static final int TOP = MARGIN + BOX_HEIGHT;
    private static final int TIP = 8;

    private final Times times;
    private final List<Transition.Arrow> arrows = Transition.arrows();
    private final int bottom = TOP + ROW * arrows.size() + ROW / 2;

    private StateDiagram(Times times) {
        this.times = times;
    }

    /** {@return the element} */
    static String of(Times times) {
        return new StateDiagram(times).svg();
    }

    private String svg() {
        int width = COLUMN * State.values().length;
        int height = bottom + BOX_HEIGHT + MARGIN;
        return String.format(
                        Locale.ROOT,
                        "<svg class=\"states\" role=\"img\" aria-labelledby=\"states-title states-desc\" width=\"%d\""
                                + " height=\"%d\" viewBox=\"0 0 %d %d\">",
                        width,
                        height,
                        width,
                        height)
                + "<title id=\"states-title\">The states of a process and the ways between them</title>"
                + "<desc id=\"states-desc\">" + Html.escaped(inWords()) + "</desc>"
                + Stream.of(State.values()).map(this::column).collect(Collectors.joining())
                + startAndEnd(height)
                + arrows.stream().map(this::arrow).collect(Collectors.joining())
                + "</svg>";
    }

    private String inWords() {
        return "A column for each state, from " + State.RUNNING + " to " + State.GONE + ", and a row for each of "
                + arrows.size() + " arrows. "
                + arrows.stream()
                        .map(arrow -> arrow + ": " + times.inWords(arrow.toString()))
                        .collect(Collectors.joining("; "))
                + ". The table below has the same.";
    }

    private String column(State state) {
        return String.format(
                        Locale.ROOT,
                        "<line class=\"life\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>",
                        x(state),
                        TOP,
                        x(state),
                        bottom)
                + box(state, MARGIN)
                + box(state, bottom);
    }

    private static String box(State state, int y) {
        return String.format(
                Locale.ROOT,
                "<g class=\"state\"><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\"/>"
                        + "<text x=\"%d\" y=\"%d\">%s</text></g>",
                x(state) - BOX_WIDTH / 2,
                y,
                BOX_WIDTH,
                BOX_HEIGHT,
                x(state),
                y + 18,
                state);
    }

    /** A point where life begins, a point in a ring where it ends, as usual in such diagrams. */
    private static String startAndEnd(int height) {
        int start = x(State.RUNNING);
        int end = x(State.GONE);
        return String.format(
                Locale.ROOT,
                "<circle class=\"point\" cx=\"%d\" cy=\"7\" r=\"5\"/><path class=\"way\" d=\"M%d 12V%d\"/>%s"
                        + "<path class=\"way\" d=\"M%d %dV%d\"/>"
                        + "<circle class=\"ring\" cx=\"%d\" cy=\"%d\" r=\"7\"/>"
                        + "<circle class=\"point\" cx=\"%d\" cy=\"%d\" r=\"4\"/>",
                start,
                start,
                MARGIN - TIP,
                String.format(Locale.ROOT, "<path class=\"tip\" d=\"M%d %dl-5 -%dh10z\"/>", start, MARGIN, TIP),
                end,
                height - MARGIN,
                height - 16,
                end,
                height - 9,
                end,
                height - 9);
    }

    private String arrow(Transition.Arrow arrow) {
        int from = x(arrow.from());
        int to = x(arrow.transition().to());
        int y = TOP + ROW * (arrows.indexOf(arrow) + 1);
        String drawn = from == to ? loop(from, y) : line(from, to, y);
        String name = arrow.toString();
        String kind =
                (from == to ? " loop" : "") + (times.isNever(name) ? " never" : times.isKnown(name) ? "" : " unknown");
        return "<g class=\"arrow" + kind + "\" data-arrow=\"" + Html.escaped(name) + "\"><title>"
                + Html.escaped(name + ": " + times.inWords(name)) + "</title>" + drawn
                + String.format(
                        Locale.ROOT,
                        "<text class=\"label\" x=\"%d\" y=\"%d\">%s",
                        from == to ? from + 30 : (from + to) / 2,
                        from == to ? y : y - 6,
                        arrow.transition())
                + (times.isKnown(name)
                        ? " <tspan class=\"times\">" + Html.escaped(times.briefly(name)) + "</tspan>"
                        : "")
                + "</text></g>";
    }

    private static String line(int from, int to, int y) {
        int way = from < to ? 1 : -1;
        return String.format(
                Locale.ROOT,
                "<path class=\"way\" d=\"M%d %dH%d\"/><path class=\"tip\" d=\"M%d %dl%d -5v10z\"/>",
                from,
                y,
                to - way * TIP,
                to,
                y,
                -way * TIP);
    }

    private static String loop(int x, int y) {
        return String.format(
                Locale.ROOT,
                "<path class=\"way\" d=\"M%d %dh14a8 8 0 0 1 0 16h-6\"/><path class=\"tip\" d=\"M%d %dl%d -5v10z\"/>",
                x,
                y - 12,
                x,
                y + 4,
                TIP);
    }

    private static int x(State state) {
        return COLUMN * List.of(State.values()).indexOf(state) + COLUMN / 2;
    }
}
