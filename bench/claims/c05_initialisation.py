"""C5: how weights and biases should begin."""

from bench.claims.registration import Forecast, Registration

REGISTRATION = Registration(
    id="C5",
    title="Weights must begin random and small, biases may begin at zero",
    taught=(
        "Zero initialisation fails, because all hidden units stay the same; zero b is fine; "
        "W = randn * 0.01; a large W saturates sigmoid and tanh and slows descent."
    ),
    rule=(
        "Iterations to the headline training loss, learning rate tuned for each arm. That "
        "something fails or slows: the 95 % interval of its ratio to the textbook rule lies above "
        "1.25. That something is fine: most of its runs arrive, and the interval of the ratio of "
        "the other arm's iterations to its own lies above 0.8; it is not when the interval lies "
        "below. That units stay the same: one bitwise-distinct hidden unit after the last step."
    ),
    forecast=Forecast(
        "Zero weights fail with one hidden layer or more and not in logistic regression. The "
        "reason given holds for sigmoid alone, and there until rounding breaks the symmetry, "
        "which loops never do and BLAS does at some widths; tanh and ReLU do not move at all. "
        "Zero b is fine, as is zero in the output layer alone. 0.01 is fine at one hidden layer "
        "and fails from three on. Weights of 10 slow sigmoid and tanh; the best scale of sigmoid "
        "is above Glorot's.",
        {"supported": 0.05, "not supported": 0.02, "depends": 0.9, "inconclusive": 0.03},
    ),
)
