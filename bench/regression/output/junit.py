"""JUnit XML: one test case a row, so that a CI system lists them."""

from xml.etree import ElementTree

from propbench.bench.regression.output import findings
from propbench.bench.regression.verdict.records import CaseVerdict, RegressionRun, RegressionVerdict

_CONTROL_CHARACTERS = dict.fromkeys(range(32))


def text(run: RegressionRun, verdict: RegressionVerdict) -> str:
    """Slower is a failure, a failed case an error, and what cannot be decided is skipped."""
    suite = ElementTree.Element("testsuite", name="propbench.regress")
    for row in verdict.rows:
        _outcome(_case(suite, row.kind, row.id), row)
    for refusal in run.refused:
        tag = "error" if refusal.trouble == "failed" else "skipped"
        _child(_case(suite, "case", refusal.id), tag, f"{refusal.trouble}: {refusal.reason}")
    if verdict.exit_code != 0:
        tag = "skipped" if verdict.exit_code == 3 else "failure"
        _child(_case(suite, "run", "verdict"), tag, findings.headline(run, verdict))
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(attribute, str(sum(1 for _ in suite.iter(tag))))
    suite.set("tests", str(len(suite)))
    ElementTree.indent(suite)
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def _outcome(case: ElementTree.Element, row: CaseVerdict) -> None:
    if row.verdict in ("slower", "moved"):
        _child(case, "failure", findings.sentence(row))
    elif row.verdict == "cannot tell":
        _child(case, "skipped", row.reason)


def _case(suite: ElementTree.Element, kind: str, name: str) -> ElementTree.Element:
    return ElementTree.SubElement(suite, "testcase", classname=f"propbench.{kind}", name=name)


def _child(case: ElementTree.Element, tag: str, message: str) -> None:
    ElementTree.SubElement(case, tag, message=message.translate(_CONTROL_CHARACTERS))
