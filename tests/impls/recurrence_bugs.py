"""Seeded bugs of recurrent networks: what stands in place of a piece of numpy_vectorized."""

_WEIGHTS, _BIASES = "dw += dz @ state.below[t].T", "db += dz.sum(axis=1, keepdims=True)"
_UNPACKED = "z_i, z_f, z_o, z_g = np.split(z, 4)"
_STATE = "dh = recurrent.T @ dz"

OF_EVERY_CELL = {
    "steps in the wrong order": ("for x in state.x:", "for x in state.x[::-1]:"),
    "the last step is left out": ("for x in state.x:", "for x in (*state.x[:-1], state.x[-2]):"),
    "steps read as columns": (
        "to_native(x).reshape(network.steps, network.n_inputs, -1)",
        "to_native(x).reshape(network.n_inputs, network.steps, -1).swapaxes(0, 1)",
    ),
    "a state that does not begin at zero": (
        "zero = np.zeros((state.network.n_hidden, state.y.shape[1]), state.x.dtype)",
        "zero = np.full((state.network.n_hidden, state.y.shape[1]), 1e-6, state.x.dtype)",
    ),
    "the state is forgotten": (
        "np.concatenate([x, state.h[-1]])",
        "np.concatenate([x, state.h[0]])",
    ),
    "state above the inputs": (
        "np.concatenate([x, state.h[-1]])",
        "np.concatenate([state.h[-1], x])",
    ),
    "bias dropped": ("@ state.below[-1] + state.b[0]", "@ state.below[-1]"),
    "outputs from the first state": (
        "state.z = state.w[1] @ state.h[-1] + state.b[1]",
        "state.z = state.w[1] @ state.h[1] + state.b[1]",
    ),
    "outputs from the mean state": (
        "state.z = state.w[1] @ state.h[-1] + state.b[1]",
        "state.z = state.w[1] @ np.mean(state.h[1:], axis=0) + state.b[1]",
    ),
    "gradients of the last step only": (
        "in reversed(range(state.network.steps)):",
        "in [state.network.steps - 1]:",
    ),
    "truncated after four steps": (
        "in reversed(range(state.network.steps)):",
        "in reversed(range(state.network.steps - 4, state.network.steps)):",
    ),
    "the first step is left out": (
        "in reversed(range(state.network.steps)):",
        "in reversed(range(1, state.network.steps)):",
    ),
    "detached state": (_STATE, "dh = np.zeros_like(dh)"),
    "the last state's gradient at every step": (_STATE, "dh = dh + recurrent.T @ dz"),
    "gradient through the inputs' weights": (
        "recurrent = state.w[0][:, state.network.n_inputs :]",
        "recurrent = state.w[0][:, : state.network.n_hidden]",
    ),
    "weight gradient of the last taken step only": (_WEIGHTS, _WEIGHTS.replace("+=", "=")),
    "weight gradient with the next step's inputs": (
        _WEIGHTS,
        "dw += dz @ state.below[min(t + 1, len(state.below) - 1)].T",
    ),
    "weight gradient as a mean over steps": (_WEIGHTS, f"{_WEIGHTS} / len(state.below)"),
    "bias gradient truncated to one step": (_BIASES, _BIASES.replace("+=", "=")),
    "bias gradient doubled": (_BIASES, _BIASES.replace("dz.sum", "2 * dz.sum")),
    "bias gradient as a mean over examples": (_BIASES, _BIASES.replace("sum", "mean")),
    "only the last layer is updated": (
        "state.w = [w - learning_rate * dw for w, dw in zip(state.w, state.dw, strict=True)]",
        "state.w[1] = state.w[1] - learning_rate * state.dw[1]",
    ),
    "biases are not updated": (
        "state.b = [b - learning_rate * db for b, db in zip(state.b, state.db, strict=True)]",
        "state.b = list(state.b)",
    ),
}

OF_TANH = {
    "slope of z in place of h": ("(1 - state.h[t + 1] ** 2)", "(1 - np.tanh(state.h[t + 1]) ** 2)"),
    "slope of the state before": ("(1 - state.h[t + 1] ** 2)", "(1 - state.h[t] ** 2)"),
    "no slope": ("dz = dh * (1 - state.h[t + 1] ** 2)", "dz = dh"),
    "sigmoid in place of tanh": ("state.h.append(np.tanh(z))", "state.h.append(sigmoid(z))"),
}

OF_LSTM = {
    "gates in the order i, f, g, o": (_UNPACKED, "z_i, z_f, z_g, z_o = np.split(z, 4)"),
    "gates in the order f, i, o, g": (_UNPACKED, "z_f, z_i, z_o, z_g = np.split(z, 4)"),
    "gates unit by unit": (_UNPACKED, "z_i, z_f, z_o, z_g = (z[gate::4] for gate in range(4))"),
    "gradients in the order i, f, g, o": ("[dz_i, dz_f, dz_o, dz_g]", "[dz_i, dz_f, dz_g, dz_o]"),
    "forgotten carry": ("f * state.c[-1] + i * g", "i * g"),
    "carry that is not forgotten": ("f * state.c[-1] + i * g", "state.c[-1] + i * g"),
    "forget gate from the input gate": ("f * state.c[-1] + i * g", "(1 - i) * state.c[-1] + i * g"),
    "no bias of the forget gate": (
        _UNPACKED,
        f"{_UNPACKED}\n    z_f = z_f - state.b[0][len(z_f) : 2 * len(z_f)]",
    ),
    "one more in the forget gate": ("sigmoid(z_f)", "sigmoid(z_f + 1)"),
    "no tanh of c": ("o * np.tanh(state.c[-1])", "o * state.c[-1]"),
    "g by sigmoid": ("np.tanh(z_g)", "sigmoid(z_g)"),
    "detached carry": (", d * f", ", 0 * d"),
    "carry's gradient past the forget gate": (", d * f", ", d"),
    "carry's gradient without that of h": ("d = dc + dh * o * (1 - tanh_c**2)", "d = dc + 0 * dh"),
    "no slope of tanh(c)": ("d = dc + dh * o * (1 - tanh_c**2)", "d = dc + dh * o"),
    "forget gate's gradient from the new c": ("d * state.c[t] * f", "d * state.c[t + 1] * f"),
    "output gate's gradient from c": ("dz_o = dh * tanh_c", "dz_o = dh * state.c[t + 1]"),
    "slope of g as a sigmoid's": ("dz_g = d * i * (1 - g**2)", "dz_g = d * i * g * (1 - g)"),
    "gradients of the gates without their slopes": (
        "dz_i = d * g * i * (1 - i)",
        "dz_i = d * g",
    ),
}

BUGS = {
    "rnn": OF_EVERY_CELL | OF_TANH,
    "lstm": OF_EVERY_CELL | OF_LSTM,
}
"""By the network of the grid that must find them."""

LAZY = {
    "stale parameters": (
        "    state.w = [to_native(w) for w in layers",
        "    if state.w:\n        return state\n    state.w = [to_native(w) for w in layers",
    ),
    "remembered outputs": (
        "    zero = np.zeros((state.network",
        "    if state.p.size:\n        return state\n    zero = np.zeros((state.network",
    ),
    "states carried over from the call before": (
        "[zero], [zero], []\n",
        "[zero], [zero], []\n    state.h[0] = state.__dict__.get('last', zero)\n"
        "    state.__dict__['last'] = state.h[0] + 1e-3\n",
    ),
}
"""Work that is not done in the call that is timed, or not from where it must begin."""
