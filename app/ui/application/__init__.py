"""The program around the desk: the one application, one instance a store, what stands before and around the window."""
