/**
 * The program that measures one peer, in a process of its own so that memory, processor time and compiled code are of
 * nobody else.
 *
 * <p>It reads an {@link zlink.benchmarks.measure.Order} from each line of its input and answers with an
 * {@link zlink.benchmarks.measure.Outcome}. The worker for libzmq is a program in C that does the same and speaks the
 * same lines. {@link zlink.benchmarks.worker.WorkerProcess} is a worker seen from the program that has started it;
 * other programs give workers of their own other lines.
 */
package zlink.benchmarks.worker;
