package posixwait.conformance.recipes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/** Compiles programs of pages for Java 17, with every lint, each of which is an error. */
final class RecipeCompiler {
    private final String classPath;

    /**
     * Compiles against the library alone: a program needs no class of a backend.
     *
     * @param classPath the classes of the library
     */
    RecipeCompiler(String classPath) {
        this.classPath = classPath;
    }

    /** {@return what javac says against them, with the lines of their pages; nothing if they are well} */
    String compile(List<Recipe> recipes, Path classes) throws IOException {
        List<Recipe> plain =
                recipes.stream().filter(each -> !each.usesSunMisc()).toList();
        List<Recipe> unsupported = recipes.stream().filter(Recipe::usesSunMisc).toList();
        // No annotation and no lint silences the warning of sun.misc.Signal, only this option, which --release
        // disables. What
        // -options leaves out is the remark that classes of a later JDK are compiled against.
        return compile(plain, classes, "--release", "17", "-Xlint:all")
                + compile(
                        unsupported,
                        classes,
                        "-source",
                        "17",
                        "-target",
                        "17",
                        "-Xlint:all,-options",
                        "-XDignore.symbol.file");
    }

    // As a tool rather than as a task, whose file manager does not hear of that option.
    private String compile(List<Recipe> recipes, Path classes, String... how) throws IOException {
        if (recipes.isEmpty()) {
            return "";
        }
        List<String> arguments = new ArrayList<>(List.of(how));
        // Nothing on the class path is an annotation processor for the pages.
        arguments.addAll(List.of("-Werror", "-proc:none", "-classpath", classPath, "-d", classes.toString()));
        for (Recipe recipe : recipes) {
            Path source = classes.resolve(recipe.className() + ".java");
            // Blank lines, so that javac counts as the page does.
            Files.writeString(source, "\n".repeat(recipe.line()) + recipe.source());
            arguments.add(source.toString());
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int result = ToolProvider.getSystemJavaCompiler().run(null, said, said, arguments.toArray(String[]::new));
        return result == 0 ? "" : "javac ended with " + result + "\n" + said.toString(StandardCharsets.UTF_8);
    }
}
