package zlink.patterns;

import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.spi.ContextProvider;

/** Where {@link Context#create} finds zlink. */
public final class PatternsContextProvider implements ContextProvider {

    /** For the service loader. */
    public PatternsContextProvider() { }

    @Override
    public Context create(ContextOptions options) {
        return new PatternsContext(options);
    }
}
