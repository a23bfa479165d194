package posixwait.cli;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import posixwait.conformance.broken.Fault;
import posixwait.conformance.broken.Faults;
import posixwait.conformance.run.Catalogue;
import posixwait.conformance.run.RequirementInfo;

/** What a shell offers for the value of an option; others are as good. Read only by who writes a completion. */
abstract class Candidates implements Iterable<String> {
    abstract Stream<String> all();

    @Override
    public Iterator<String> iterator() {
        return all().iterator();
    }

    /** The backends that this build has. */
    static final class Backends extends Candidates {
        @Override
        Stream<String> all() {
            return List.of("ffm", "jna").stream();
        }
    }

    /** The groups of requirements. */
    static final class Groups extends Candidates {
        @Override
        Stream<String> all() {
            return Catalogue.all().stream().map(RequirementInfo::group).distinct();
        }
    }

    /** The ways in which a backend can be broken. */
    static final class FaultLabels extends Candidates {
        @Override
        Stream<String> all() {
            return Faults.all().stream().map(Fault::label);
        }
    }
}
