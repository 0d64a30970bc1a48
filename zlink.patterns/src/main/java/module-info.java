/**
 * The routing of each socket type. Exports nothing: it is found as the provider of the context.
 *
 * @provides zlink.api.spi.ContextProvider contexts of all socket types
 */
module zlink.patterns {
    requires zlink.engine;

    provides zlink.api.spi.ContextProvider with zlink.patterns.PatternsContextProvider;
}
