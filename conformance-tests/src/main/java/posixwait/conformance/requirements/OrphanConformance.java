package posixwait.conformance.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static posixwait.conformance.Level.LINUX;

import posixwait.conformance.Conformance;
import posixwait.conformance.Kit;
import posixwait.conformance.OwnJvm;
import posixwait.conformance.Requirement;
import posixwait.spi.Abi;
import posixwait.spi.RawStatus;

/** Orphans and subreapers: requirements ORP-001 and on. */
@Conformance("Orphans and subreapers")
public final class OrphanConformance {
    private final Kit kit;

    /** Tests what {@code kit} holds. */
    public OrphanConformance(Kit kit) {
        this.kit = kit;
    }

    @Requirement(
            id = "ORP-005",
            level = LINUX,
            rule = "PR_GET_CHILD_SUBREAPER gives back what PR_SET_CHILD_SUBREAPER set.",
            sources = {"prctl(2), PR_SET_CHILD_SUBREAPER"})
    @OwnJvm
    void the_subreaper_attribute_can_be_read_back() {
        RawStatus flag = new RawStatus();
        kit.calls().prctl(Abi.PR_SET_CHILD_SUBREAPER, 1);

        int result = kit.calls().prctl(Abi.PR_GET_CHILD_SUBREAPER, flag);
        kit.calls().prctl(Abi.PR_SET_CHILD_SUBREAPER, 0);

        assertThat(result).isZero();
        assertThat(flag.value).isOne();
    }
}
