/**
 * The documents are true: their code compiles and runs, their links lead somewhere, the options they name exist,
 * and their recipes for certificates and nginx work.
 *
 * <p>A {@code java} block of a page is either a whole program, which has a {@code main} method and is run as well, or
 * a piece of a method. A piece may use {@code context} and what a comment before it gives it:
 * {@code <!-- given: PullSocket pull, Duration limit -->}. A block marked {@code java 21} needs that Java. A
 * {@code text} block right behind a program is what it prints.
 */
package zlink.tests.documents;
