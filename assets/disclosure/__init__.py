"""What may be public: statistical disclosure control, openbaar.duckdb and the open data.

`plan` decides which figures could be published and which of them are sensitive, `solve` chooses
what to suppress and attacks the result, `publish` makes, archives and writes an edition. `plan` and
`solve` meet in `cell_system` alone; neither imports the other.

The terms are those of the Handbook on Statistical Disclosure Control (2nd ed.) and of Fischetti &
Salazar (Solving the cell suppression problem on tabular data with linear constraints, 2001). Dutch
terms are those of the published columns and files:

- figure (cijfer): one number of an edition, by indicator, area and period.
- cell: a number under disclosure control. Figures of several editions that are the same sum are
  one cell.
- atom: the smallest count that any cell can tell apart; nonnegative, and never published.
- incidence: the 0/1 matrix (cells x atoms) that says which atoms a cell is the sum of.
- sensitive (geheim): must be suppressed for its own sake: primary suppression.
- threshold (drempel): learning that a sensitive cell lies within 1..threshold is a disclosure too.
- secondary suppression: a cell that is suppressed only to protect sensitive ones.
- suppressed (verborgen, mark x): either of the two; the pattern is a bool for each cell.
- public (bekend): published already, or elsewhere; cannot be suppressed.
- lower bound: what anyone knows a suppressed cell to be at least: 1 where every 0 is published.
- feasible region: all values of the atoms that agree with the public cells.
- feasibility interval: the lowest and the highest value of a cell in the feasible region.
- protection level: how far below or above its true value a sensitive cell must be able to lie.
- recovered (herleid, herleidbaar): the interval is a single value or, for a sensitive cell, lies
  within 1..threshold.
- cut: a set of cells of which at least one must be suppressed to protect a sensitive cell.
- hitting set: a choice of cells that holds at least one cell of every cut.
- singleton (enkeling): a cell that counts one case; whoever is that case knows its value.
- attack (aanval, onthullingscontrole): computing the feasibility intervals from public cells alone.
- edition (uitgave): everything that is published at one moment.
"""
