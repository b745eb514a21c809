"""C4: what was registered, and what is raced."""

from propbench.bench.claims.referee.registration import Forecast, Registration

REGISTRATION = Registration(
    id="C4",
    title="Linear activations make depth useless",
    taught="With linear activations the network computes a linear function whatever its depth.",
    rule=(
        "Function: outputs of deep linear networks are those of one layer to 1e-12, and their "
        "rank is that of the narrowest layer. Accuracy: on unseen examples the median "
        "difference to one layer is within one point. Training: iterations over those of one "
        "layer, to the loss of the best linear function and a ten-thousandth of a nat (on "
        "digits a hundredth), pooled over tasks for each number of layers, must be within a "
        "quarter. Numbers: sums go through the network as sums, for ordinary weights and near "
        "underflow."
    ),
    forecast=Forecast(
        "The function is linear to rounding in every network with ordinary weights, so that depth "
        "adds no accuracy. Training is not the same: deeper is slower or faster by the task, "
        "eight layers mostly slower. Near underflow a linear network is not linear at any "
        "precision.",
        {"true": 0.1, "false": 0.05, "in part": 0.8, "cannot tell": 0.05},
    ),
)
