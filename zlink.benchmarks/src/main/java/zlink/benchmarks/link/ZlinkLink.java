package zlink.benchmarks.link;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import zlink.api.Context;
import zlink.api.Socket;

/** A link of sockets in a context of their own, so that a run that goes wrong cannot reach the next one. */
final class ZlinkLink implements Link {
    private final Context context;
    private final List<Socket> sockets;
    private final End near;
    private final End far;

    ZlinkLink(Context context, List<Socket> sockets, End near, End far) {
        this.context = context;
        this.sockets = sockets;
        this.near = near;
        this.far = far;
    }

    @Override
    public End near() {
        return near;
    }

    @Override
    public End far() {
        return far;
    }

    @Override
    public String state() {
        List<String> lines = new ArrayList<>();
        for (Socket socket : sockets) {
            lines.add(socket.type() + " " + socket.statistics());
            if (!socket.isClosed()) {
                socket.connections().forEach(connection -> lines.add("  " + connection));
            }
        }
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        context.close();
    }

    @Override
    public void abort() {
        context.close(Duration.ZERO);
    }
}
