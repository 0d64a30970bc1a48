package zlink.transport.ws.http;

import java.util.List;

/** Knows who serves which path of a port, as one of those who do sees it. */
public interface Directory {

    /** Who serves a path. */
    enum Whose { OURS, ANOTHERS, NOBODYS }

    /** Who serves a path now. */
    Whose whose(String path);

    /** All paths that are served now, for errors. */
    List<String> paths();

    /** One path, which is ours. */
    static Directory of(String only) {
        return new Directory() {
            @Override
            public Whose whose(String path) {
                return path.equals(only) ? Whose.OURS : Whose.NOBODYS;
            }

            @Override
            public List<String> paths() {
                return List.of(only);
            }
        };
    }
}
