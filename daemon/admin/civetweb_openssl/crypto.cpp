// Nothing of its own: this library is there for its name, and loads libcrypto.
