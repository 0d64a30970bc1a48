package zlink.api.spi;

import zlink.api.Context;
import zlink.api.ContextOptions;

/** Where {@link Context#create} finds the implementation. */
public interface ContextProvider {

    /** Opens a context. */
    Context create(ContextOptions options);
}
