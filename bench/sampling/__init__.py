"""The engine: contenders of one question share a core and take turns of a millisecond or two.

A shared core changes its speed by up to a factor of two within milliseconds, whenever its other
half gets or loses work. Whoever is measured a second later meets another machine. So contenders
alternate in slices, in mirrored random order, and the datum is the ratio of their slices within
one restart; restarts are the sample.

    restart     one fresh process imports the libraries and forks a process for each contender
    contender   one implementation in a process of its own: nothing it changes reaches another
    question    what is asked, whoever answers: a network, a phase, m, ...
    pass        every contender of a question has one slice
    slice       calls of one contender, one after the other, for about a millisecond
"""
