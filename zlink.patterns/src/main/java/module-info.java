/** The routing of each socket type. Exports nothing: it is found as the provider of the context. */
module zlink.patterns {
    requires zlink.engine;
}
