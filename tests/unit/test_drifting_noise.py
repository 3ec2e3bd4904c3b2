"""The steps month by month give what the whole covariance gives, inverted."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assets.indicators.drifting_noise import invert


@given(
    months=st.integers(1, 30),
    drift=st.sampled_from([0.0, 0.01, 0.3, 4.0]),
    memory=st.sampled_from([0.0, 0.6, 0.95]),
    seed=st.integers(0, 1000),
)
def test_it_is_the_inverse_of_the_covariance(
    months: int, drift: float, memory: float, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    noise = rng.choice([0.05, 1.0, 1e8], (months, 3, 2))
    columns = rng.standard_normal((months, 1, 2, 4))
    found = invert(noise, drift, memory, columns)
    age = np.abs(np.subtract.outer(np.arange(months), np.arange(months)))
    for one, other in np.ndindex(3, 2):
        covariance = drift * memory**age + np.diag(noise[:, one, other])
        inverse = np.linalg.inv(covariance)
        solved = inverse @ columns[:, 0, other]
        of_later = [inverse[month:, month:].sum() for month in range(months)]
        np.testing.assert_allclose(found.solved[:, one, other], solved, rtol=1e-6, atol=1e-9)
        np.testing.assert_allclose(found.of_later[:, one, other], of_later, rtol=1e-6, atol=1e-9)
        np.testing.assert_allclose(
            found.log_determinant[one, other], np.linalg.slogdet(covariance)[1], rtol=1e-9
        )
