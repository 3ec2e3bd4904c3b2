"""Linear programs in HiGHS: silent, and with the same answer on every machine.

What a program models does not belong here.
"""

from __future__ import annotations

import highspy
import numpy as np
from scipy.sparse import csr_matrix


def linear_program(
    rows: csr_matrix,
    row_lower: np.ndarray,
    row_upper: np.ndarray,
    column_lower: np.ndarray,
    column_upper: np.ndarray,
    cost: np.ndarray,
) -> highspy.Highs:
    """The program: minimise `cost` @ x, with x and `rows` @ x within their bounds; not yet run.

    One thread, because the answer can depend on the number of threads.
    """
    # highspy.Highs itself prints a banner on construction, before output can be switched off.
    program = highspy._Highs()
    program.setOptionValue("output_flag", False)
    program.setOptionValue("threads", 1)
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = rows.shape
    model.col_cost_, model.col_lower_, model.col_upper_ = cost, column_lower, column_upper
    model.row_lower_, model.row_upper_ = row_lower, row_upper
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = rows.indptr
    model.a_matrix_.index_ = rows.indices
    model.a_matrix_.value_ = rows.data.astype(float)
    program.passModel(model)
    return program


def start_at_zero(program: highspy.Highs) -> None:
    """Let the next run start with every column at its lower bound, and without presolve."""
    basis = highspy.HighsBasis()
    basis.col_status = [highspy.HighsBasisStatus.kLower] * program.getNumCol()
    basis.row_status = [highspy.HighsBasisStatus.kBasic] * program.getNumRow()
    basis.valid = True
    program.setBasis(basis)
