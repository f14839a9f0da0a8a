int main() { return 0; } // Holds the precompiled header all Qt Test programs reuse.
