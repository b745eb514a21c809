"""Several runs side by side: a column a run, and nothing is ever pooled.

`named_runs` reads them. `questions` asks each what the page asks, `own_network` what `propbench
time` asks. `choices` finds what one would choose differently, `since` what changed between runs of
one machine, `differences` what else is not the same; `words` says it. `terminal`, `document` and
`page` show it, and `command` is `propbench compare`.
"""
