/* What the sanitize flavour does unless ASAN_OPTIONS tells otherwise. */

/* Pointers to blocks in use lie in Java's heap, which the search for leaks doesn't look into. */
const char *__asan_default_options(void) { return "detect_leaks=0"; }
