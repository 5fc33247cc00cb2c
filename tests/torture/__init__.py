"""What the program is put through: `make torture`, and a short form of it in the tests. One module for each area.

Each area has `run(short) -> Row`: how much was tried, what of it came out as it has to, what did not, and what work was
lost. `python -m tests.torture` runs them, two at a time, and prints one table.
"""
