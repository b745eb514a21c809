"""What is said of somebody's own training: the plan, what was done to the data, the answer."""

from collections.abc import Callable, Iterator, Sequence

from propbench.bench import numbers
from propbench.bench.environment import usable_cores
from propbench.bench.own_training.conducting import Finished, predicted_s
from propbench.bench.own_training.question import Question
from propbench.bench.own_training.standings import Standing
from propbench.bench.own_training.target import trial_length
from propbench.bench.statistics import Interval, verdict
from propbench.bench.training.seeds import N_TUNING
from propbench.reports.sentences import comparing
from propbench.reports.sentences.lists import joined


def plan(question: Question) -> str:
    """What is going to be trained, and how long that takes, about."""
    arms = joined([arm.name for arm in question.arms])
    return (
        f"{question.task.name}: {arms}, network {_network(question)}, {question.task.m} examples, "
        f"at most {numbers.count(question.task.budget.tuned)} iterations; "
        f"about {numbers.seconds(predicted_s(question))} on {usable_cores()} cores"
    )


def notes(finished: Finished) -> Iterator[str]:
    """What was done: to the data, to the learning rates, and how the target came about."""
    question, task = finished.question, finished.question.task
    own = question.examples
    if own is None:
        yield f"Data: {task.name}, {task.m} examples that each seed draws anew."
    else:
        classes = joined([f"{name} ({n})" for name, n in own.classes.items()])
        yield (
            f"Data: {own.x.shape[1]} examples of {len(own.features)} features. "
            f"The label {own.label} has {len(own.classes)} classes: {classes}."
        )
        yield (
            f"Each seed trains on {task.m} examples of its own choice. Every feature is centred, "
            "and scaled to a standard deviation of 1 on them."
        )
        if own.constant:
            yield f"Left out, because they have one value: {joined(own.constant)}."
    rates = question.ruleset.grid.learning_rates
    tuned = (
        f"each arm at the best of {len(rates)} or more learning rates, chosen on {N_TUNING} seeds"
    )
    yield (
        f"Network {_network(question)}, gradient descent on all examples at once, "
        f"{tuned if question.ruleset.tunes else f'learning rate {rates[0]:g}'}. "
        f"What is reported are {question.n_seeds} other seeds."
    )
    yield f"Target: a mean training loss of {finished.target:g} for all arms{_reason(question)}."


def warnings(finished: Finished, standings: Sequence[Standing]) -> Iterator[str]:
    """What a reader should know before the numbers are used."""
    for each in standings:
        if not each.entrant.is_inside:
            yield (
                f"{each.arm} is best at the edge of the learning rates that were tried, "
                f"{each.entrant.chosen.learning_rate:g}: try others with --rates."
            )
    missing = [arm.name for arm in finished.question.arms if arm.name not in finished.entrants]
    if missing:
        yield f"Not finished: {joined(missing)}."
    if finished.untimed:
        yield f"Seconds are not known: {finished.untimed}."


def answer(finished: Finished, standings: Sequence[Standing]) -> str:
    """Who trains fastest, and how much longer the others take."""
    if not standings:
        return "No arm was finished."
    if all(each.at_least for each in standings):
        most = numbers.count(finished.question.task.budget.tuned)
        return f"No arm brings half of its runs to the target in {most} iterations."
    iterations = _placed(standings, "iterations", "Fewest iterations", numbers.significant)
    if not finished.steps:
        return f"{_fastest(standings, 'iterations')} {iterations}"
    seconds = _placed(standings, "seconds", "Least time", numbers.seconds)
    return f"{_fastest(standings, 'seconds')} {iterations} {seconds}"


def _fastest(standings: Sequence[Standing], quantity: str) -> str:
    """Whoever is not told apart from the first is named, too."""
    first, others = _first(standings, quantity)
    ties = [arm for arm, ratio in others if ratio is not None and verdict(ratio) == "tie"]
    if not ties:
        return f"{first.arm} trains fastest."
    return f"{joined([first.arm, *ties])} train fastest, and cannot be told apart."


def _placed(
    standings: Sequence[Standing], quantity: str, opening: str, words: Callable[[float], str]
) -> str:
    first, others = _first(standings, quantity)
    own: Interval = getattr(first, quantity)
    limits = f"{words(own.low)} to {words(own.high)}"
    bounds = {each.arm for each in standings if each.at_least}
    ratios = [
        f"{arm} {f'at least {numbers.times(ratio.point)}' if arm in bounds else _times(ratio)}"
        for arm, ratio in others
        if ratio is not None
    ]
    against = f" Against it: {'; '.join(ratios)}." if ratios else ""
    return f"{opening}: {first.arm}, {words(own.point)} ({limits}).{against}"


def _first(
    standings: Sequence[Standing], quantity: str
) -> tuple[Standing, list[tuple[str, Interval | None]]]:
    """The arm that ratios are to, and the ratios of the others from the lowest up."""
    ratios = {each.arm: getattr(each, f"{quantity}_ratio") for each in standings}
    (first,) = (each for each in standings if ratios[each.arm] is None)
    others = sorted(
        ((arm, ratio) for arm, ratio in ratios.items() if ratio), key=lambda p: p[1].point
    )
    return first, others


def _times(ratio: Interval) -> str:
    if verdict(ratio) == "tie":
        return comparing.tie(ratio)
    return f"{numbers.times(ratio.point)} ({comparing.limits(ratio)})"


def _network(question: Question) -> str:
    return "-".join(map(str, question.task.sizes(question.hidden)))


def _reason(question: Question) -> str:
    if question.target is None:
        return (
            ", chosen on tuning seeds: what the slowest arm that learns reaches in "
            f"{trial_length(question.task)} iterations"
        )
    own = question.examples is None and question.target == question.task.headline_target
    return ", the task's own" if own else ", as asked"
