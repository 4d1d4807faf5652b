"""What a reference is: plain values of the standard library, no I/O."""
