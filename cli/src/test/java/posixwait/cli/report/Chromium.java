package posixwait.cli.report;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium that shows reports. */
final class Chromium implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    // Says at each start that it does not know the newest DevTools by version; the commands used here have not changed.
    private static final Logger OF_VERSIONS = Logger.getLogger("org.openqa.selenium.devtools");

    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    /** {@return a browser; the test is not run where there is none} */
    static Chromium open() {
        Path browser = onPath("chromium", "chromium-browser", "google-chrome");
        Path service = onPath("chromedriver");
        OF_VERSIONS.setLevel(Level.SEVERE);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.toFile());
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless=new",
                // Root has no sandbox, nor has a container; the pages are ours.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--hide-scrollbars",
                "--window-size=1280,900");
        ChromeDriver driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(service.toFile())
                        .usingAnyFreePort()
                        .withLogOutput(OutputStream.nullOutputStream())
                        .build(),
                options);
        driver.manage().timeouts().pageLoadTimeout(PATIENCE).scriptTimeout(PATIENCE);
        return new Chromium(driver);
    }

    private static Path onPath(String... names) {
        List<Path> found = Stream.of(System.getenv("PATH").split(":", -1))
                .flatMap(place -> Stream.of(names).map(name -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .toList();
        Assumptions.assumeFalse(
                found.isEmpty(),
                () -> "UNSUPPORTED: no " + String.join(", ", names)
                        + " on the PATH; fix: apt-get install chromium chromium-driver");
        return found.get(0);
    }

    /** Opens a file as it looks on a screen of this width in this colour scheme. */
    void show(Path file, int width, String scheme) {
        devTools(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
        devTools(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        // The same address with another fragment would not load it again.
        driver.get("about:blank");
        driver.get(file.toUri().toString());
        // Charts below the first screen come after it.
        new WebDriverWait(driver, PATIENCE)
                .until(page -> !page.findElements(By.cssSelector("html[data-drawn], html[data-error]"))
                        .isEmpty());
    }

    /** {@return what a script returns; {@code null} if it returns nothing} */
    @Nullable Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** {@return the number that a script returns} */
    Number number(String script, Object... arguments) {
        return (Number) Objects.requireNonNull(run(script, arguments), script);
    }

    /** {@return what a script hands to its last argument, a function} */
    @Nullable Object runAndWait(String script) {
        return driver.executeAsyncScript(script);
    }

    /** Waits until an expression of the page is true; fails if it does not become so. */
    void await(String condition) {
        new WebDriverWait(driver, PATIENCE).until(page -> Boolean.TRUE.equals(run("return " + condition)));
    }

    WebElement one(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** {@return those that can be seen} */
    List<WebElement> seen(String selector) {
        return driver.findElements(By.cssSelector(selector)).stream()
                .filter(WebElement::isDisplayed)
                .toList();
    }

    long count(String selector) {
        return number("return document.querySelectorAll(arguments[0]).length", selector)
                .longValue();
    }

    /** {@return what the page complained of since it was last asked} */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** {@return the whole page as PNG, with what is below the screen} */
    byte[] picture() {
        // Else a section that waits with its layout until it is scrolled to is an empty space in the picture.
        run(
                "document.querySelectorAll('main *').forEach((each) => {"
                        + "if (getComputedStyle(each).contentVisibility === 'auto') each.style.contentVisibility = 'visible' })");
        Map<String, Object> taken =
                devTools("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
        return Base64.getDecoder().decode((String) taken.get("data"));
    }

    /** {@return the page as PDF, as it would be printed} */
    byte[] printed() {
        Map<String, Object> taken =
                devTools("Page.printToPDF", Map.of("printBackground", true, "preferCSSPageSize", true));
        return Base64.getDecoder().decode((String) taken.get("data"));
    }

    private Map<String, Object> devTools(String command, Map<String, Object> parameters) {
        return driver.executeCdpCommand(command, parameters);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
