"""C11: what was registered."""

from propbench.bench.claims.referee.registration import Forecast, Registration

REGISTRATION = Registration(
    id="C11",
    title="Convolution for images, recurrence for sequences",
    taught=(
        "Convolutional networks are used for images, recurrent networks for sequences such as "
        "audio."
    ),
    rule=(
        "Errors on fresh examples of a dense network over those of one that shares its weights, "
        "each after 600 updates on batches of 50 at its own tuned rate, by draw; once against as "
        "many parameters and once against as many multiply-adds, after 100 examples and after "
        "1 000, at most six estimates a question. For images the convolutional network must be "
        "ahead on digits as they come, or on digits anywhere in a larger image, and must make more "
        "errors where the pixels are shuffled, which no dense network can notice. For sequences "
        "the recurrent one must be ahead on rows from the start, or where they begin at a step at "
        "which none began that was learnt. The claim is true where images and sequences both are, "
        "and true when something moves where each is ahead in one of its two."
    ),
    forecast=Forecast(
        "On centred digits a dense network of equal cost makes no more errors than the "
        "convolutional one, and after few examples fewer; of digits anywhere the convolutional one "
        "misses half as many. The recurrent network is behind on aligned rows and makes a quarter "
        "of the errors where sequences begin at unseen steps. Shuffling costs the convolutional "
        "network a factor of 1.5.",
        {"true": 0.05, "in part": 0.85, "false": 0.05, "cannot tell": 0.05},
    ),
)
