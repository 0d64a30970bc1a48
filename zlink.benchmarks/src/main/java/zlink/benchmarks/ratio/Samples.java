package zlink.benchmarks.ratio;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import zlink.benchmarks.scenario.Peer;
import zlink.benchmarks.scenario.Setup;
import zlink.benchmarks.scenario.Task;

/** All measurements so far, and what could not be measured. For one thread at a time. */
public final class Samples {
    private final List<Sample> samples = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();

    /** Adds a measurement. */
    public void add(Sample sample) {
        samples.add(sample);
    }

    /** Adds what has no figures. */
    public void add(Gap gap) {
        gaps.add(gap);
    }

    /** All measurements, in the order in which they were made. */
    public List<Sample> all() {
        return samples;
    }

    /** All that has no figures. */
    public List<Gap> gaps() {
        return gaps;
    }

    /** What went wrong. */
    public List<Gap> faults() {
        return gaps.stream().filter(Gap::isFault).toList();
    }

    /** The sockets that were measured, in the order in which they were. */
    public List<Setup> setups() {
        return Stream.concat(samples.stream().map(Sample::setup), gaps.stream().map(Gap::setup)).distinct().toList();
    }

    /** What was measured of them. */
    public List<Task> tasks(Setup setup) {
        return samples.stream().filter(sample -> sample.setup().equals(setup)).map(Sample::task).distinct().toList();
    }

    /** Those who were measured, in the order in which they are declared. */
    public List<Peer> peers() {
        return samples.stream().map(Sample::peer).distinct().sorted().toList();
    }

    /** The median of a peer's rounds, if there is one. */
    public OptionalDouble median(Setup setup, Task task, Peer peer, Metric metric) {
        double[] values = of(setup, task, peer).flatMap(sample -> metric.in(sample.outcome()).stream().boxed())
                .mapToDouble(Double::doubleValue).sorted().toArray();
        return values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Ratio.median(values));
    }

    /** One peer's value divided by another's, for each round in which both have one. */
    public Optional<Ratio> ratio(Setup setup, Task task, Metric metric, Peer of, Peer to) {
        return Ratio.of(of(setup, task, of).flatMap(sample -> of(setup, task, to)
                        .filter(other -> other.round() == sample.round())
                        .flatMap(other -> quotient(metric.in(sample.outcome()), metric.in(other.outcome())).stream()))
                .mapToDouble(Double::doubleValue).toArray());
    }

    private static Optional<Double> quotient(OptionalDouble value, OptionalDouble other) {
        return value.isPresent() && other.isPresent() && other.getAsDouble() > 0
                ? Optional.of(value.getAsDouble() / other.getAsDouble()) : Optional.empty();
    }

    private Stream<Sample> of(Setup setup, Task task, Peer peer) {
        return samples.stream().filter(sample -> sample.peer() == peer && sample.setup().equals(setup)
                && sample.task().equals(task));
    }
}
