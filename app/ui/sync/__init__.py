"""F8: what the province has, what it has not, why, and what to do; and the sending that goes on by itself."""
