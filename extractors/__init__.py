"""PDF → statements: strings and geometry, no meaning.

Nothing in this package knows what a fiscal year is worth, what a unit means or which city speaks;
it says what stands where, and which words say so.
"""
