/** What a program compiles against. An implementation is found at run time, on the module path or the class path. */
module zlink.api {
    exports zlink.api;
}
