package zlink.benchmarks.growth;

import java.util.List;
import zlink.benchmarks.report.Report;

/**
 * What is reported.
 *
 * @param findings all that was measured
 * @param settings under what circumstances, in the order in which they are shown
 * @param isComplete whether it came to its end
 */
record GrowthReport(Findings findings, List<Report.Setting> settings, boolean isComplete) {

    /** How many targets there are for what was measured, and how many of them are met. */
    String targets() {
        List<Boolean> verdicts = findings.studies().stream().flatMap(study -> findings.answers(study).stream())
                .flatMap(answer -> answer.isMet().stream()).toList();
        return verdicts.stream().filter(met -> met).count() + " of " + verdicts.size() + " targets met";
    }

    /** The cases that were measured. */
    List<Case> cases() {
        return findings.studies().stream().map(Study::kind).distinct().toList();
    }

    /** What was measured of a case. */
    List<Study> studies(Case kind) {
        return findings.studies().stream().filter(study -> study.kind() == kind).toList();
    }

    /** What the figures mean, in sentences. */
    static List<String> method() {
        return List.of(
                "A value is the median of the rounds. A ratio is a value divided by the other's in the same round;"
                        + " shown is the median of the rounds' ratios, with the smallest and the largest. The subjects"
                        + " take turns, each round begins with another one, after a warm-up that is not counted.",
                "Everything goes over tcp on the loopback interface, between processes; a context has one I/O thread."
                        + " Every message is checked for its order and size, one of 61 whole; a greeting or a message"
                        + " too many is an error as well.",
                "idle: a PULL socket in one process, the connections to it in another one, as plain channels that have"
                        + " shaken hands. Resident memory is what the system shows for the socket's process, less what"
                        + " it showed for the same process with a context that had no socket, in a fresh process for"
                        + " each round: after a garbage collection, and as it was before. The heap is as large as Java"
                        + " makes it. The active connection is of a PUSH socket that connects after the idle ones; the"
                        + " same process sends to a socket that has no other connection. 64 B, the default high-water"
                        + " mark, one receiving thread, from the first message received until the last.",
                "fan-out and slow: a PUB socket in one process, all SUB sockets in another one, in which one thread"
                        + " receives a block of messages by each in turn. High-water mark 10 000. Nothing may be lost:"
                        + " the publisher is at most three blocks ahead of those who read, which they tell it over a"
                        + " connection of their own; a block is 1500 messages, fewer for more than ten subscribers."
                        + " Delivered is what all subscribers together receive, of ten only what nine do; time runs"
                        + " from before the first send until the last block is acknowledged. CPU is user and system"
                        + " time of whole processes, in steps of 10 ms.",
                "sockets: the connections as with idle; each sends ten messages of 64 B by one write, then the next"
                        + " one. One thread receives: from one socket directly, from several by a poller.");
    }
}
