"""Floor 2: scanners, pages and PDF assembly. The only room that knows SANE, eSCL and image libraries."""
