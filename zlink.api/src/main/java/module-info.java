/**
 * What a program compiles against.
 *
 * @uses zlink.api.spi.ContextProvider the implementation, found at run time on the module path or the class path
 */
module zlink.api {
    exports zlink.api;
    exports zlink.api.spi;

    uses zlink.api.spi.ContextProvider;
}
