package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The workflows and the manifest for Kubernetes are what GitHub and Kubernetes take (src/test/resources/deployment), and what
 * they run is what the command takes. That each check can fail is shown on the same files with one thing changed.
 */
class DeploymentTest {
    private static final String CONFORMANCE = ".github/workflows/conformance.yml";
    private static final String MANIFEST = "docs/recipes/kubernetes-job.yaml";
    private static final String WORKFLOW = "github-workflow";
    private static final String JOB = "kubernetes-job";
    private static final String PAGE = "docs/recipes/kubernetes.md";

    static List<Named<Deployment>> workflows() throws IOException {
        return Deployment.workflows().entrySet().stream()
                .map(each -> Named.of(each.getKey(), each.getValue()))
                .toList();
    }

    static List<Named<Deployment>> files() throws IOException {
        List<Named<Deployment>> files = new ArrayList<>(workflows());
        files.add(Named.of("manifest", manifest()));
        files.add(Named.of("page", Deployment.page(Deployment.file(PAGE))));
        return files;
    }

    private static Deployment manifest() {
        return Deployment.manifest(Deployment.file(MANIFEST));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void a_workflow_is_what_github_takes(Deployment file) {
        assertThat(file.faultsBy(WORKFLOW)).isEmpty();
    }

    @Test
    void the_manifest_is_what_kubernetes_takes() {
        assertThat(manifest().faultsBy(JOB)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_file_runs_what_the_command_takes(Deployment file) {
        assertThat(file.commandFaults()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_file_names_the_jar_that_the_build_makes(Deployment file) {
        assertThat(file.otherJars()).isEmpty();
    }

    @Test
    void the_matrix_is_checked_and_merged() {
        assertThat(subcommands(Deployment.workflow(Deployment.file(CONFORMANCE))))
                .containsExactly("check", "check", "merge");
        assertThat(subcommands(manifest())).containsExactly("check", "check");
        assertThat(subcommands(Deployment.page(Deployment.file(PAGE)))).contains("merge");
    }

    private static List<String> subcommands(Deployment file) {
        return file.calls().stream().map(call -> call.arguments().get(0)).toList();
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void a_workflow_needs_jobs_that_exist(Deployment file) {
        assertThat(file.neededButMissing()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void a_workflow_may_only_read_and_ends_in_time(Deployment file) {
        JsonNode workflow = file.documents().get(0);

        assertThat(workflow.path("permissions").properties()).singleElement().hasToString("contents=\"read\"");
        assertThat(workflow.path("jobs").valueStream())
                .isNotEmpty()
                .allSatisfy(job ->
                        assertThat(job.path("timeout-minutes").intValue()).isPositive())
                .allSatisfy(job -> assertThat(job.has("permissions")).isFalse());
    }

    @Test
    void the_expected_failures_of_the_workflow_obey_their_schema() {
        assertThat(Schemas.errors("expect", Deployment.file(".github/conformance-expect.json")))
                .isEmpty();
    }

    @Test
    void the_jobs_of_the_manifest_differ_only_in_name_and_runtime_class() {
        List<JsonNode> jobs = manifest().documents();

        assertThat(jobs).hasSize(2);
        assertThat(names(jobs)).doesNotHaveDuplicates();
        assertThat(alike(jobs.get(0))).isEqualTo(alike(jobs.get(1)));
    }

    private static List<String> names(List<JsonNode> jobs) {
        return jobs.stream().map(job -> job.at("/metadata/name").stringValue()).toList();
    }

    private static JsonNode alike(JsonNode job) {
        JsonNode copy = job.deepCopy();
        ((ObjectNode) copy.path("metadata")).remove("name");
        ((ObjectNode) copy.at("/spec/template/spec")).remove("runtimeClassName");
        return copy;
    }

    @Test
    void jna_unpacks_into_a_directory_that_the_manifest_mounts() {
        for (JsonNode job : manifest().documents()) {
            JsonNode pod = job.at("/spec/template/spec");
            JsonNode mount = pod.at("/containers/0/volumeMounts/0");
            JsonNode cache = pod.at("/containers/0/env/0");

            assertThat(cache.path("name").stringValue()).isEqualTo("XDG_CACHE_HOME");
            assertThat(cache.path("value").stringValue())
                    .startsWith(mount.path("mountPath").stringValue() + "/");
            assertThat(pod.at("/volumes/0/name")).isEqualTo(mount.path("name"));
            assertThat(pod.at("/volumes/0").has("emptyDir")).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "runs-on: ${{ matrix.runner }} ! run-on: ${{ matrix.runner }}",
                "timeout-minutes: 10 ! timeout-minutes: ten",
                "contents: read ! contents: reed",
                "fail-fast: false ! fail-fast: [false]",
                "workflow_dispatch: ! workflow_despatch:",
                "name: bundle ! name: [bundle]",
            })
    void a_workflow_that_github_would_refuse_is_found(String right, String wrong) {
        assertThat(Deployment.workflow(changed(CONFORMANCE, right, wrong)).faultsBy(WORKFLOW))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "restartPolicy: Never ! restartPolice: Never",
                "backoffLimit: 0 ! backoffLimit: none",
                "apiVersion: batch/v1 ! apiVersion: batch/v2",
                "kind: Job ! kind: CronJob",
                "drop: [ALL] ! drop: ALL",
                "runAsNonRoot: true ! runAsNonRoot: 1",
                "memory: 2Gi ! memory: [2Gi]",
                "mountPath: /tmp ! path: /tmp",
            })
    void a_manifest_that_kubernetes_would_refuse_is_found(String right, String wrong) {
        assertThat(Deployment.manifest(changed(MANIFEST, right, wrong)).faultsBy(JOB))
                .isNotEmpty();
    }

    @Test
    void a_key_that_comes_twice_is_found() {
        String twice = changed(MANIFEST, "backoffLimit: 0", "backoffLimit: 0\n  backoffLimit: 1");

        assertThatThrownBy(() -> Deployment.manifest(twice)).isInstanceOf(JacksonException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "--expect conformance ! --expects conformance ! --expects",
                "merge results/*.json ! marge results/*.json ! marge",
                "merge results/*.json ! merge ! RESULT",
                "--html merged.html ! --html ! --html",
            })
    void a_command_line_that_would_be_refused_is_found(String right, String wrong, String named) {
        assertThat(Deployment.workflow(changed(CONFORMANCE, right, wrong)).commandFaults())
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault).contains(named));
    }

    @Test
    void an_unknown_option_in_a_manifest_is_found() {
        assertThat(Deployment.manifest(changed(MANIFEST, "check --json", "check --jsn"))
                        .commandFaults())
                .hasSize(2)
                .allSatisfy(fault -> assertThat(fault).contains("--jsn"));
    }

    @Test
    void another_jar_is_found() {
        assertThat(Deployment.manifest(changed(MANIFEST, "posixwait.jar", "posixwait-cli.jar"))
                        .otherJars())
                .contains("posixwait-cli.jar");
    }

    @Test
    void a_job_that_waits_for_none_is_found() {
        assertThat(Deployment.workflow(changed(CONFORMANCE, "needs: build", "needs: built"))
                        .neededButMissing())
                .contains("built");
    }

    private static String changed(String file, String right, String wrong) {
        String text = Deployment.file(file);
        assertThat(text).contains(right);
        return text.replace(right, wrong);
    }
}
