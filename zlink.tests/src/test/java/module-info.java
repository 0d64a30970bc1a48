/** Tests that see zlink as its users do, through the module path; open, so that the test engines may look inside. */
open module zlink.tests {
    requires zlink.patterns;
    requires zlink.api;
    requires zlink.transport;

    requires java.management;
    requires java.net.http;
    requires jdk.httpserver;
    requires jdk.jfr;
    requires jdk.management;
    requires net.jqwik.api;
    requires org.assertj.core;
    requires org.junit.jupiter.api;
    requires org.junit.jupiter.params;
    requires org.zeromq.jeromq;
}
