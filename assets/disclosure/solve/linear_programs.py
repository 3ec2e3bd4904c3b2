"""Linear and mixed-integer programs in HiGHS, silent and the same on every machine.

What is asked of a program does not belong here.
"""

from __future__ import annotations

import highspy
import numpy as np
from scipy.sparse import csr_matrix


def program(
    rows: csr_matrix,
    at_least: np.ndarray,
    at_most: np.ndarray,
    lower: np.ndarray,
    upper: np.ndarray,
    cost: np.ndarray,
) -> highspy.Highs:
    """Columns within `lower` and `upper` for which each of `rows` is within its bounds, at the
    least `cost`; not yet run. One thread, as the answer may depend on how many there are."""
    # highspy.Highs itself prints who made it as soon as it is made, before it can be told not to.
    found = highspy._Highs()
    found.setOptionValue("output_flag", False)
    found.setOptionValue("threads", 1)
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = rows.shape
    model.col_cost_, model.col_lower_, model.col_upper_ = cost, lower, upper
    model.row_lower_, model.row_upper_ = at_least, at_most
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = rows.indptr
    model.a_matrix_.index_ = rows.indices
    model.a_matrix_.value_ = rows.data.astype(float)
    found.passModel(model)
    return found
