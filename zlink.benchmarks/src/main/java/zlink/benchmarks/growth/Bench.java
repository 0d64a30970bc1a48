package zlink.benchmarks.growth;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import zlink.benchmarks.growth.role.Library;
import zlink.benchmarks.growth.role.Role;
import zlink.benchmarks.growth.role.RoleProgram;
import zlink.benchmarks.worker.WorkerFailedException;
import zlink.benchmarks.worker.WorkerProcess;

/** Where a study is made: starts its processes, measures its subjects in turn, keeps what is found. */
final class Bench implements AutoCloseable {
    /** A process gives an order up by itself, and says more about it than can be seen from outside. */
    private static final Duration LONGER = Duration.ofSeconds(5);

    private final Study study;
    private final Options options;
    private final Findings findings;
    private final Progress progress;
    private final BooleanSupplier stop;
    private final List<WorkerProcess> processes = new ArrayList<>();

    Bench(Study study, Options options, Findings findings, Progress progress, BooleanSupplier stop) {
        this.study = study;
        this.options = options;
        this.findings = findings;
        this.progress = progress;
        this.stop = stop;
    }

    /** How often everything is measured. */
    int rounds() {
        return options.rounds();
    }

    /** How long anything may take. */
    Duration timeout() {
        return options.timeout();
    }

    /** Starts a process and does not wait for it; it lives until {@link #end} or as long as the bench. */
    WorkerProcess start(Role.Kind role, Library library) throws WorkerFailedException {
        checkStop();
        WorkerProcess process = WorkerProcess.start(new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), RoleProgram.class.getName(), role.name(), library.name(),
                String.valueOf(options.timeout().toSeconds())), options.timeout().plus(LONGER), stop);
        processes.add(process);
        return process;
    }

    /** Waits until processes are ready that have been started, once for each. */
    void awaitReady(WorkerProcess... started) throws WorkerFailedException, InterruptedException {
        for (WorkerProcess process : started) {
            progress.ready(process.awaitReady());
        }
    }

    /** Ends a process now: what it has it would only give back one by one. */
    void end(WorkerProcess process) {
        processes.remove(process);
        process.kill();
        process.close();
    }

    /** Something begins. */
    void moved(String what) {
        checkStop();
        progress.moved(study, what);
    }

    /** Something was measured. */
    void found(String subject, Quantity quantity, int round, double value) {
        findings.add(new Figure(study, subject, quantity, round, value));
    }

    /** Warms the subjects up and measures them, one after the other in each round. */
    void measure(List<? extends Subject> subjects) throws InterruptedException {
        Tempo tempo = new Tempo(options.run(), options.warmUp());
        Map<Subject, Integer> messages = new HashMap<>();
        List<Subject> well = new ArrayList<>();
        for (Subject subject : subjects) {
            moved(subject.name() + " warms up");
            try {
                messages.put(subject, tempo.find(subject));
                well.add(subject);
            } catch (WorkerFailedException e) {
                failed(subject.name(), e);
            }
        }
        for (int round = 1; round <= options.rounds(); round++) {
            for (Subject subject : turns(well, round)) {
                moved("round " + round + " of " + options.rounds() + ", " + subject.name());
                try {
                    Subject.Taken taken = subject.perform(messages.get(subject));
                    int number = round;
                    taken.values().forEach((quantity, value) -> found(subject.name(), quantity, number, value));
                } catch (WorkerFailedException e) {
                    failed(subject.name(), e);
                    well.remove(subject);
                }
            }
        }
    }

    /** Everybody, each round beginning with the next one: who follows whom should not decide. */
    static <T> List<T> turns(List<T> subjects, int round) {
        List<T> turns = new ArrayList<>();
        for (int i = 0; i < subjects.size(); i++) {
            turns.add(subjects.get((i + round - 1) % subjects.size()));
        }
        return turns;
    }

    /** A subject cannot be measured any more. */
    void failed(String subject, WorkerFailedException failure) {
        String what = study.kind() + ", " + study + ", " + subject + ": " + failure.getMessage();
        findings.fail(what);
        progress.failed(what);
    }

    private void checkStop() {
        if (stop.getAsBoolean()) {
            throw new CancellationException();
        }
    }

    @Override
    public void close() {
        processes.forEach(WorkerProcess::kill);
        processes.forEach(WorkerProcess::close);
    }
}
