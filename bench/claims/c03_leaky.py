"""C3: is leaky ReLU the remedy for ReLU's dead gradient, and is its 0.01 worth a change?"""

from collections.abc import Iterable

from propbench.bench.claims.comparing import Comparison, conclude, corrected
from propbench.bench.claims.evidence import Evidence
from propbench.bench.claims.experiments import dying, slopes
from propbench.bench.claims.fields import PLANE, plane, timed, where
from propbench.bench.claims.registration import Forecast, Part, Registration
from propbench.bench.claims.verdicts import Cell, verdict
from propbench.bench.claims.words import by_level, tally
from propbench.bench.convergence.arms import LEAKY_RELU, RELU
from propbench.bench.convergence.races import Race
from propbench.bench.convergence.rulesets import R1
from propbench.bench.numbers import percent
from propbench.bench.results import Observation

REGISTRATION = Registration(
    id="C3",
    title="Leaky ReLU mends ReLU's dead gradient",
    taught=(
        "ReLU's gradient is 0 for negative z; leaky ReLU is the remedy; its 0.01 could be changed, "
        "though nobody tries."
    ),
    rule=(
        "A cell supports when the arm said to be worse takes more than 1.25 times as many "
        "iterations, in 80 % of the cells of each question. Good start: ReLU against leaky ReLU "
        "(0.01), learning rates tuned. Stress: the same two at 1, 3, 10 and 30 times ReLU's best "
        "learning rate, with hidden biases that begin at 0 or -1 (not at the best rate with 0), "
        "and in deep thin networks with the rate of each tuned. Slope: 0.01 against the best of "
        "nine slopes, which tuning chooses with the learning rate. Nobody tries: refuted by a "
        "published trial."
    ),
    forecast=Forecast(
        "No difference from a good start. Under stress units die, and the leak saves some runs, "
        "mostly with a bias below 0 and in thin networks. The best slope is larger than 0.01, by "
        "little. People do try. The claim depends on stress.",
        {"supported": 0.05, "not supported": 0.15, "depends": 0.75, "inconclusive": 0.05},
    ),
)


_DEPTHS = (1, 4)
_TRIED = (
    ("Xu et al. 2015", "sweeps the slope of leaky ReLU, with learned and random ones beside it"),
    ("caffenet-benchmark", "trains ImageNet networks with a slope of 1/3"),
    ("HiFi-GAN", "uses a slope of 0.1"),
)
"""Published trials of other slopes, each read at its source."""


def races(profile: str) -> tuple[Race, ...]:
    if profile == "quick":
        return (timed("shallow", R1),)
    if profile == "standard":
        return (*(plane("xor", depth, R1) for depth in (1, 2)), timed("shallow", R1))
    return (*_unstressed(), *_sloping())


def _unstressed() -> tuple[Race, ...]:
    flat = (plane(task, depth, R1) for task in PLANE for depth in (1, 2, 4))
    return (*flat, timed("shallow", R1), timed("deep", R1))


def _sloping() -> tuple[Race, ...]:
    return tuple(plane(task, depth, R1, slopes.ARMS) for task in PLANE for depth in _DEPTHS)


def measure(profile: str) -> Iterable[Observation]:
    """What dies, and what arrives, under stress."""
    if profile != "full":
        conditions = dying.CONDITIONS[:1] if profile == "quick" else dying.CONDITIONS
        yield from dying.shocked(REGISTRATION.id, "xor", dying.PAIR, conditions)
        return
    for task in PLANE:
        yield from dying.shocked(REGISTRATION.id, task, slopes.ARMS, dying.CONDITIONS)
    for depth, width in dying.THIN:
        yield from dying.thin(REGISTRATION.id, depth, width)


def measure_here(profile: str) -> Iterable[Observation]:  # noqa: ARG001
    """Nothing here depends on the machine."""
    return ()


def judge(evidence: Evidence) -> tuple[Part, ...]:
    return (_good_start(evidence), _under_stress(evidence), _best_slope(evidence), _nobody())


def _good_start(evidence: Evidence) -> Part:
    question = "From a good start, does ReLU need more iterations than leaky ReLU?"
    found = [
        Comparison(evidence.finishes[race], RELU.name, LEAKY_RELU.name, where(race))
        for race in _unstressed()
        if race in evidence.finishes
    ]
    if not found:
        return Part("good start", question, "No race was run.", "inconclusive")
    end = conclude(found, REGISTRATION.share, REGISTRATION.margin)
    answer = (
        f"Iterations of ReLU over those of leaky ReLU, each at its best rate: {tally(end.cells)}; "
        f"{by_level(end.cells, 'depth')}."
    )
    return Part("good start", question, answer, end.verdict, end.factor, end.cells, end.flips)


def _under_stress(evidence: Evidence) -> Part:
    question = "Under stress, does ReLU need more iterations than leaky ReLU?"
    cells = corrected(dying.cells(evidence))
    if not cells:
        return Part("stress", question, "Nothing was measured.", "inconclusive")
    result = verdict(cells, REGISTRATION.share)
    relu, leaky = (percent(dying.worst(evidence, arm)) for arm in dying.PAIR)
    answer = (
        f"Iterations of ReLU over those of leaky ReLU: {tally(cells)}; {by_level(cells, 'bias')}. "
        f"At the end of the worst condition {relu} of ReLU's hidden units were dead, and {leaky} "
        "of leaky ReLU's."
    )
    series = tuple(
        {"quantity": quantity, "value": one.value, **one.factors}
        for quantity in dying.QUANTITIES
        for one in evidence.values(quantity)
    )
    return Part("stress", question, answer, result.word, result.factor or "", cells, series)


def _best_slope(evidence: Evidence) -> Part:
    question = "Does it pay to change the slope from 0.01?"
    finishes = [
        slopes.tuned_over_slopes(evidence.finishes[race])
        for race in _sloping()
        if race in evidence.finishes
    ]
    if not finishes:
        return Part("slope", question, "No race was run.", "inconclusive")
    end = conclude(
        [Comparison(one, LEAKY_RELU.name, slopes.BEST, where(one.race)) for one in finishes],
        REGISTRATION.share,
        REGISTRATION.margin,
    )
    answer = (
        f"Iterations with a slope of 0.01 over those with the best slope: {tally(end.cells)}; "
        f"{by_level(end.cells, 'depth')}. Tuning chose {', '.join(map(slopes.chosen, finishes))}. "
        f"{slopes.controls(finishes)}"
    )
    series = (*end.flips, *(row for one in finishes for row in slopes.by_slope(one)))
    return Part("slope", question, answer, end.verdict, end.factor, end.cells, series)


def _nobody() -> Part:
    cells = tuple(Cell({"source": name}, "contradicts", note=what) for name, what in _TRIED)
    answer = "Others have: " + "; ".join(f"{name} {what}" for name, what in _TRIED) + "."
    found = verdict(cells, REGISTRATION.share).word
    return Part("nobody", "Does nobody try another slope?", answer, found, cells=cells)
