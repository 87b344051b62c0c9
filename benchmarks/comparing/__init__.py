"""What the table benchmarks share: readers of several libraries, and how cells are compared."""
