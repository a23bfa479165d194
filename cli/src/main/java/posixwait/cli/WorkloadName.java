package posixwait.cli;

import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import posixwait.cli.choose.Workload;

/** Workloads by the names they have on the command line. */
final class WorkloadName implements ITypeConverter<Workload>, Iterable<String> {
    @Override
    public Workload convert(String name) {
        return Stream.of(Workload.values())
                .filter(workload -> workload.words().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + name + "' is none of "
                        + Stream.of(Workload.values()).map(Workload::words).collect(Collectors.joining(", "))));
    }

    @Override
    public Iterator<String> iterator() {
        return Stream.of(Workload.values()).map(Workload::words).iterator();
    }
}
