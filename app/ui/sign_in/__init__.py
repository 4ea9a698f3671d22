"""Who sits at the desk: signing in, and the lock that keeps what lies beneath."""
