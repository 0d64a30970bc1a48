package zlink.benchmarks.link;

/** The forms in which zlink gives a message to the application. */
public enum ReceiveForm {
    /** Copied into the caller's buffer. */
    BUFFER,
    /** As a new object. */
    OBJECT,
    /** Shown to a handler where it lies. */
    HANDLER
}
