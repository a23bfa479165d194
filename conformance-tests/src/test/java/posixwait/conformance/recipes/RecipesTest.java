package posixwait.conformance.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;
import posixwait.conformance.ProgramJvm;
import posixwait.conformance.run.Jdk;
import posixwait.conformance.run.Jdks;

/**
 * Every program of README.md, docs and docs/recipes compiles, runs, and prints what its page says.
 *
 * <p>Each runs in a JVM of its own, on each backend and JDK that counts. Here rather than in {@code cli}, because this module
 * has the backends as artifacts of their own, as a reader gets them, and finds the JDKs.
 */
class RecipesTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int JVMS_AT_ONCE = 2;
    private static final List<Platform> PLATFORMS =
            List.of(new Platform("ffm", 25), new Platform("jna", 25), new Platform("jna", 17));
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)[^)]*\\)");
    private static final ExecutorService JVMS = Executors.newFixedThreadPool(JVMS_AT_ONCE);

    @TempDir
    static Path directory;

    /** A backend and a feature release of Java. */
    private record Platform(String backend, int feature) {
        @Override
        public String toString() {
            return backend + " on Java " + feature;
        }

        Optional<Jdk> jdk() {
            return Jdks.find().stream().filter(jdk -> jdk.feature() == feature).findFirst();
        }
    }

    @AfterAll
    static void end() {
        JVMS.shutdownNow();
    }

    @TestFactory
    Stream<DynamicNode> every_program_prints_what_its_page_says() throws IOException {
        List<Recipe> recipes = new ArrayList<>();
        for (RecipePage page : RecipePage.all(Path.of("..").toRealPath())) {
            // A program that two pages show with the same output is run once; with another one its name is taken.
            page.recipes().stream()
                    .filter(recipe -> recipes.stream().noneMatch(recipe::isSameAs))
                    .forEach(recipes::add);
        }
        assertThat(recipes).extracting(Recipe::className).doesNotHaveDuplicates();
        Path classes = Files.createDirectory(directory.resolve("classes"));
        assertThat(new RecipeCompiler(RecipeClassPath.library()).compile(recipes, classes))
                .isEmpty();
        return PLATFORMS.stream()
                .map(platform -> dynamicContainer(platform.toString(), runs(platform, recipes, classes)));
    }

    @Test
    void every_link_of_a_recipe_leads_to_a_file() throws IOException {
        Path recipes = Path.of("../docs/recipes").toRealPath();
        try (Stream<Path> pages = Files.list(recipes)) {
            for (Path page : pages.toList()) {
                assertThat(LINK.matcher(Files.readString(page)).results().map(link -> link.group(1)))
                        .as("links of " + page.getFileName())
                        .allSatisfy(link -> assertThat(recipes.resolve(link)).exists());
            }
        }
    }

    @Test
    void every_recipe_is_in_the_index() throws IOException {
        Path recipes = Path.of("../docs/recipes").toRealPath();
        String index = Files.readString(recipes.resolve("README.md"));
        try (Stream<Path> pages = Files.list(recipes)) {
            assertThat(pages.map(page -> page.getFileName().toString()).filter(name -> !name.equals("README.md")))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(index).contains("](" + name + ")"));
        }
    }

    private static Stream<DynamicNode> runs(Platform platform, List<Recipe> recipes, Path classes) {
        Optional<Jdk> jdk = platform.jdk();
        if (jdk.isEmpty()) {
            return Stream.of(dynamicTest("recipes", () -> {
                throw new TestAbortedException("not run: no JDK " + platform.feature() + " is installed");
            }));
        }
        String classPath = classes + File.pathSeparator + RecipeClassPath.with(platform.backend());
        ProgramJvm jvm = new ProgramJvm(jdk.get(), classPath, PATIENCE);
        // All are started now, a few at a time, and each test waits for its own.
        List<DynamicNode> tests = new ArrayList<>();
        for (Recipe recipe : recipes) {
            Future<ProgramJvm.Ended> run = JVMS.submit(() -> jvm.run(
                    recipe.className(), Files.createTempDirectory(directory, platform.backend() + platform.feature())));
            tests.add(dynamicTest(recipe.toString(), () -> compare(recipe, run)));
        }
        return tests.stream();
    }

    private static void compare(Recipe recipe, Future<ProgramJvm.Ended> run) throws InterruptedException {
        ProgramJvm.Ended ended;
        try {
            ended = run.get();
        } catch (ExecutionException e) {
            throw new AssertionError("could not be run", e.getCause());
        }
        ended.trouble()
                .or(() -> recipe.expected().difference(ended.printed()))
                .ifPresent(wrong -> fail(recipe + ": " + wrong + "\n\n" + String.join("\n", ended.printed())));
    }
}
