"""What is said of somebody's own training: the plan, what was done to the data, the answer."""

from collections.abc import Callable, Iterator, Sequence

from propbench.bench import numbers
from propbench.bench.environment import usable_cores
from propbench.bench.own_training.conducting import Finished, predicted_s
from propbench.bench.own_training.question import Question
from propbench.bench.own_training.standings import Standing
from propbench.bench.own_training.table import some
from propbench.bench.statistics import Interval, verdict
from propbench.bench.training.seeds import N_TUNING
from propbench.reports.sentences import comparing
from propbench.reports.sentences.lists import joined


def plan(question: Question) -> str:
    """What is going to be trained, and how long that takes, about."""
    arms, task = joined([arm.name for arm in question.arms]), question.task
    about_s = float(f"{predicted_s(question):.1g}")
    return (
        f"{task.name}: {arms}, network {_network(question)}, {task.m} examples, "
        f"at most {numbers.count(task.budget.tuned)} iterations; "
        f"about {numbers.exact_seconds(about_s)} on {usable_cores()} cores"
    )


def notes(finished: Finished) -> Iterator[str]:
    """What was done: to the data, to the learning rates, and how the target came about."""
    question, task = finished.question, finished.question.task
    own = question.examples
    if own is None:
        yield f"{task.name}: a task of the claims, of which each seed has {task.m} examples."
    else:
        classes = some([f"{name} ({n})" for name, n in own.classes.items()])
        n = numbers.count(own.x.shape[1])
        yield (
            f"{task.name}: {n} examples of {len(own.features)} features. "
            f"The label {own.label} has {len(own.classes)} classes: {classes}."
        )
        yield (
            f"Each seed trains on {task.m} examples of its own choice. Every feature is centred, "
            "and scaled to a standard deviation of 1 on them."
        )
        if own.constant:
            yield f"Left out, because they have one value: {joined(own.constant)}."
    other = "other " if question.ruleset.tunes else ""
    yield (
        f"Network {_network(question)}, gradient descent on all examples at once, "
        f"{_rates(question)}. {question.n_seeds} {other}seeds are reported."
    )
    yield f"Target: a mean training loss of {finished.target:g} for all arms{_reason(question)}."


def warnings(finished: Finished, standings: Sequence[Standing]) -> Iterator[str]:
    """What a reader should know before the numbers are used."""
    edge = [each for each in standings if not each.entrant.is_inside]
    if edge:
        rates = joined([f"{each.arm} ({each.entrant.chosen.learning_rate:g})" for each in edge])
        yield f"Best at the edge of the learning rates tried: {rates}. Try others with --rates."
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
        return (
            f"No arm brings half of its runs to the target in {most} iterations: "
            "name an easier one, or more iterations."
        )
    iterations = _placed(standings, "iterations", "Fewest iterations", numbers.exact)
    if not finished.steps:
        return f"{_fastest(standings, 'iterations')} {iterations}"
    seconds = _placed(standings, "seconds", "Least time", numbers.seconds)
    return f"{_fastest(standings, 'seconds')} {iterations} {seconds}"


def _fastest(standings: Sequence[Standing], quantity: str) -> str:
    """Whoever is not told apart from the first is named, too."""
    first, others = _first(standings, quantity)
    ties = [arm for arm, ratio in others if verdict(ratio) != "above"]
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
        f"{arm} {f'at least {numbers.times(ratio.low)}' if arm in bounds else _times(ratio)}"
        for arm, ratio in others
    ]
    against = f" Against it: {'; '.join(ratios)}." if ratios else ""
    return f"{opening}: {first.arm}, {words(own.point)} ({limits}).{against}"


def _first(
    standings: Sequence[Standing], quantity: str
) -> tuple[Standing, list[tuple[str, Interval]]]:
    """The arm that ratios are to, and the ratios of the others from the lowest up."""
    ratios = [(each, getattr(each, f"{quantity}_ratio")) for each in standings]
    (first,) = (each for each, ratio in ratios if ratio is None)
    others = [(each.arm, ratio) for each, ratio in ratios if ratio is not None]
    return first, sorted(others, key=lambda pair: pair[1].point)


def _times(ratio: Interval) -> str:
    if verdict(ratio) == "tie":
        return comparing.tie(ratio)
    return f"{numbers.times(ratio.point)} ({comparing.limits(ratio)})"


def _network(question: Question) -> str:
    return "-".join(map(str, question.task.sizes(question.hidden)))


def _rates(question: Question) -> str:
    grid = question.ruleset.grid
    rates = grid.learning_rates
    if not question.ruleset.tunes:
        return f"learning rate {rates[0]:g}"
    beyond = ", or beyond," if grid.extended(rates[-1]) != grid else ""
    return (
        f"each arm at the best of {len(rates)} learning rates from {rates[0]:g} to "
        f"{rates[-1]:g}{beyond} on {N_TUNING} seeds"
    )


def _reason(question: Question) -> str:
    if question.target is None:
        return ", chosen on tuning seeds so that every arm that learns can reach it"
    own = question.examples is None and question.target == question.task.headline_target
    return ", the task's own" if own else ", as asked"
