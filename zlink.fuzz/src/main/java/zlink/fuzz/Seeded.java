package zlink.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * What {@code ./fuzz} runs beside Jazzer: writes the seeds out, runs mutations where there is no Jazzer, and runs one
 * input again.
 */
public final class Seeded {
    private static final long REPORT_NS = 10_000_000_000L;

    private Seeded() {
    }

    /** {@code list}, {@code seeds TARGET DIRECTORY}, {@code mutate TARGET SECONDS SEED}, {@code run TARGET FILE}. */
    public static void main(String... arguments) throws IOException {
        switch (arguments[0]) {
            case "list" -> Arrays.stream(Target.values())
                    .forEach(target -> System.out.println(target.label() + " " + target.type().getName()));
            case "seeds" -> writeSeeds(target(arguments[1]), Path.of(arguments[2]));
            case "mutate" -> mutate(target(arguments[1]), Long.parseLong(arguments[2]), Long.parseLong(arguments[3]));
            case "run" -> {
                target(arguments[1]).run(Files.readAllBytes(Path.of(arguments[2])));
                System.out.println("no finding");
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static Target target(String label) {
        return Arrays.stream(Target.values()).filter(target -> target.label().equals(label)).findFirst().orElseThrow(
                () -> new IllegalArgumentException("no target " + label + ", known: " + Arrays.stream(Target.values())
                        .map(Target::label).toList()));
    }

    private static void writeSeeds(Target target, Path directory) throws IOException {
        Files.createDirectories(directory);
        List<byte[]> seeds = target.seeds();
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(directory.resolve("seed-" + i), seeds.get(i));
        }
    }

    private static void mutate(Target target, long seconds, long seed) {
        Mutations mutations = new Mutations(target.seeds(), seed);
        long start = System.nanoTime();
        long reported = start;
        long count = 0;
        while (System.nanoTime() - start < seconds * 1_000_000_000L) {
            one(target, mutations.next());
            count++;
            if (System.nanoTime() - reported > REPORT_NS) {
                reported = System.nanoTime();
                System.out.printf("%s: %d inputs in %d s%n", target.label(), count, (reported - start) / 1_000_000_000);
            }
        }
        System.out.printf("%s: %d inputs of seed %d, no finding%n", target.label(), count, seed);
    }

    /** Runs an input; a finding shows what it was. */
    static void one(Target target, byte[] input) {
        try {
            target.run(input);
        } catch (Throwable finding) {
            throw new AssertionError(target.label() + " fails for " + HexFormat.of().formatHex(input), finding);
        }
    }
}
