"""What a comparison could have found."""

import math

from scipy import stats

from propbench.bench.statistics.intervals import CONFIDENCE


def minimum_detectable_ratio(
    log_se: float, n: int, margin: float, confidence: float = CONFIDENCE, power: float = 0.8
) -> float:
    """The smallest true ratio whose interval lies above `margin` with probability `power`.

    margin * exp((t_c + t_p) * log_se), with Student's t at n - 1 degrees of freedom, t_c its
    quantile at (1 + confidence) / 2 and t_p at `power`: the minimum detectable effect of Bloom
    (1995), on the logarithm and measured from the margin. `log_se` is the standard error of the
    log ratio, infinite where too few seeds know it; `n` counts paired seeds. By symmetry
    1 / margin is reached from below by the inverse. Raises ValueError on fewer than two seeds.
    """
    if n < 2 or not log_se >= 0:
        raise ValueError(f"got a standard error of {log_se} from {n} seeds, expected two or more")
    quantiles = stats.t.ppf([(1 + confidence) / 2, power], n - 1)
    exponent = float(quantiles.sum()) * log_se
    # Past this, exp leaves the range of a float.
    return margin * math.exp(exponent) if exponent < 700 else math.inf
