"""F7: closing the day, the register, the figures the law watches."""
