package posixwait.conformance.recipes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A page of Markdown with programs: each {@code ```java} block is followed, with nothing but blank lines between, by a
 * {@code ```text} block with what it prints. A page about the command has {@code ```sh} blocks instead, whose command lines
 * a test of {@code cli} checks. Blocks of other languages, and of none, are not looked at.
 */
final class RecipePage {
    private static final String FENCE = "```";

    private final String name;
    private final List<String> lines;

    RecipePage(String name, String markdown) {
        this.name = name;
        this.lines = markdown.lines().toList();
    }

    /** {@return the README, every recipe, and what else in docs has a program} */
    static List<RecipePage> all(Path project) throws IOException {
        List<RecipePage> pages = new ArrayList<>();
        pages.add(read(project, project.resolve("README.md")));
        for (Path file : markdown(project.resolve("docs/recipes"))) {
            if (!file.endsWith("README.md")) {
                pages.add(read(project, file));
            }
        }
        for (Path file : markdown(project.resolve("docs"))) {
            if (Files.readString(file).contains(FENCE + "java")) {
                pages.add(read(project, file));
            }
        }
        return pages;
    }

    private static List<Path> markdown(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(each -> each.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    private static RecipePage read(Path project, Path file) throws IOException {
        return new RecipePage(project.relativize(file).toString(), Files.readString(file));
    }

    /** A fenced block. */
    private record Block(String language, int line, List<String> content, int end) {
        String text() {
            return String.join("\n", content) + "\n";
        }
    }

    /**
     * {@return its programs; none if it is about the command}
     *
     * @throws PageError if there is neither a program nor a command, or a block without its partner
     */
    List<Recipe> recipes() {
        List<Recipe> recipes = new ArrayList<>();
        Block program = null;
        boolean commands = false;
        for (Block block : blocks()) {
            commands |= block.language().equals("sh");
            boolean output = block.language().equals("text");
            if (program != null) {
                if (!output || !blankBetween(program, block)) {
                    throw notCompared(program);
                }
                recipes.add(new Recipe(
                        name,
                        program.line(),
                        program.text(),
                        ExpectedText.of(name, block.line() + 1, block.content())));
            } else if (output) {
                throw new PageError(
                        name,
                        block.line(),
                        "a ```text block that no program prints; what else is shown has no language");
            }
            program = block.language().equals("java") ? block : null;
        }
        if (program != null) {
            throw notCompared(program);
        }
        if (recipes.isEmpty() && !commands) {
            throw new PageError(name, 1, "a page without a program or a command");
        }
        return recipes;
    }

    private PageError notCompared(Block program) {
        return new PageError(name, program.line(), "a ```java block without a ```text block right after it");
    }

    private boolean blankBetween(Block first, Block second) {
        return lines.subList(first.end() + 1, second.line() - 1).stream().allMatch(String::isBlank);
    }

    private List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (int start = 0; start < lines.size(); start++) {
            String line = lines.get(start).strip();
            if (line.startsWith(FENCE)) {
                int end = start + 1;
                while (end < lines.size() && !lines.get(end).strip().equals(FENCE)) {
                    end++;
                }
                if (end == lines.size()) {
                    throw new PageError(name, start + 1, "a block without an end");
                }
                String language = line.substring(FENCE.length());
                blocks.add(new Block(language, start + 1, List.copyOf(lines.subList(start + 1, end)), end));
                start = end;
            }
        }
        return blocks;
    }

    @Override
    public String toString() {
        return name;
    }
}
