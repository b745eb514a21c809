"""Seeded bugs of convolutional networks: what stands in place of a piece of numpy_vectorized."""

BUGS = {
    "padding off by one": ("(0, 0), (1, 1), (1, 1), (0, 0)", "(0, 0), (2, 0), (1, 1), (0, 0)"),
    "padding on the wrong side of a row": (
        "(0, 0), (1, 1), (1, 1), (0, 0)",
        "(0, 0), (1, 1), (0, 2), (0, 0)",
    ),
    "padding with the edge instead of zeros": (
        "(1, 1), (1, 1), (0, 0)))",
        '(1, 1), (1, 1), (0, 0)), mode="edge")',
    ),
    "flipped kernel": (
        "windows = sliding_window_view(framed, (3, 3), axis=(1, 2))",
        "windows = sliding_window_view(framed, (3, 3), axis=(1, 2))[..., ::-1, ::-1]",
    ),
    "transposed kernel": (
        "windows.transpose(0, 4, 5, 1, 2, 3)",
        "windows.transpose(0, 5, 4, 1, 2, 3)",
    ),
    "channels behind the kernel": (
        "windows.transpose(0, 4, 5, 1, 2, 3)",
        "windows.transpose(4, 5, 0, 1, 2, 3)",
    ),
    "windows of the wrong stride": (
        "pairs.swapaxes(2, 3).reshape(c, height // 2",
        "pairs.reshape(c, height // 2",
    ),
    "pooling by the mean": ("fours.max(axis=3)", "fours.mean(axis=3)"),
    "pooling by the smallest": ("fours.argmax(axis=3)", "fours.argmin(axis=3)"),
    "no ReLU": ("np.maximum(0, fours.max(axis=3))", "fours.max(axis=3)"),
    "no slope of ReLU": (
        "given = da.reshape(image.shape) * (image > 0)",
        "given = da.reshape(image.shape)",
    ),
    "pooling gradient to a fixed place": (
        "state.largest.append(fours.argmax(axis=3)[:, :, :, None])",
        "state.largest.append(0 * fours.argmax(axis=3)[:, :, :, None])",
    ),
    "pooling gradient to the place beside": (
        "fours.argmax(axis=3)[:, :, :, None])",
        "(fours.argmax(axis=3)[:, :, :, None] ^ 1))",
    ),
    "pooling gradient to all four": (
        "np.put_along_axis(fours, state.largest[layer], given[:, :, :, None], axis=3)",
        "fours += given[:, :, :, None] / 4",
    ),
    "bias dropped": ("w @ state.windows[-1] + b", "w @ state.windows[-1]"),
    "bias gradient truncated to one image": (
        "        db.append(dz.sum(axis=1, keepdims=True))\n        if",
        "        db.append(dz[:, :: state.y.shape[1]].sum(axis=1, keepdims=True))\n        if",
    ),
    "bias gradient of the last pixel only": (
        "        db.append(dz.sum(axis=1, keepdims=True))\n        if",
        "        db.append(dz[:, -state.y.shape[1] :].sum(axis=1, keepdims=True))\n        if",
    ),
    "bias gradient as a mean": (
        "        db.append(dz.sum(axis=1, keepdims=True))\n        if",
        "        db.append(dz.mean(axis=1, keepdims=True))\n        if",
    ),
    "weight gradient of all but the last image": (
        "dw.append(dz @ state.windows[layer].T)",
        "dw.append(dz[:, :-1] @ state.windows[layer][:, :-1].T)",
    ),
    "weight gradient of the windows above": (
        "dw.append(dz @ state.windows[layer].T)",
        "dw.append(dz @ np.roll(state.windows[layer], 1, axis=1).T)",
    ),
    "gradient of the image without its overlaps": (
        "framed[:, u : u + height, v : v + width] += each",
        "framed[:, u : u + height, v : v + width] = each",
    ),
    "gradient of the image from one tap": ("for u in range(3):", "for u in range(1):"),
    "gradient of the image moved by its border": (
        "return framed[:, 1:-1, 1:-1]",
        "return framed[:, :-2, :-2]",
    ),
    "gradient of the image by flipped taps": ("+= each[:, u, v]", "+= each[:, 2 - u, 2 - v]"),
    "features in the wrong order": (
        "return state.images[-1].reshape(-1, state.y.shape[1])",
        "return state.images[-1].swapaxes(0, 1).reshape(-1, state.y.shape[1])",
    ),
    "no gradient in the first layer": (
        "if layer > 0:",
        "dw[-1] = dw[-1] * (layer > 0)\n        if layer > 0:",
    ),
    "only the last layer is updated": (
        "state.w = [w - learning_rate * dw for w, dw in zip(state.w, state.dw, strict=True)]",
        "state.w[-1] = state.w[-1] - learning_rate * state.dw[-1]",
    ),
}

TIES = {
    "the last largest": (
        "fours.argmax(axis=3)[:, :, :, None])",
        "(3 - fours[:, :, :, ::-1].argmax(axis=3))[:, :, :, None])",
    ),
    "all of the largest": (
        "np.put_along_axis(fours, state.largest[layer], given[:, :, :, None], axis=3)",
        "fours += given[:, :, :, None] * (in_fours(state.z_of[layer]) == "
        "in_fours(state.z_of[layer]).max(axis=3, keepdims=True))",
    ),
    "shared by the largest": (
        "np.put_along_axis(fours, state.largest[layer], given[:, :, :, None], axis=3)",
        "largest = in_fours(state.z_of[layer]) == in_fours(state.z_of[layer]).max(3, keepdims=True)"
        "; fours += given[:, :, :, None] * largest / largest.sum(axis=3, keepdims=True)",
    ),
}
"""What is done with the gradient where several z of a window are the largest."""

READS = ("return to_numpy(state.p)", "return to_numpy(_now(state).p)")

LAZY = {
    "stale parameters": (
        "    state.w = [to_native(w) for w in layers",
        "    if state.w:\n        return state\n    state.w = [to_native(w) for w in layers",
    ),
    "remembered outputs": (
        "    state.windows, state.largest, state.images = [], [], [state.x]\n",
        "    if state.p.size:\n        return state\n"
        "    state.windows, state.largest, state.images = [], [], [state.x]\n",
    ),
    "put off to the reading": (
        "    return update(backward(forward(state)), learning_rate)\n",
        "    state.__dict__.setdefault('later', []).append(learning_rate)\n    return state\n\n\n"
        "def _now(state: State) -> State:\n"
        "    for rate in state.__dict__.pop('later', []):\n"
        "        update(backward(forward(state)), rate)\n    return state\n",
    ),
}
"""Work that is not done in the call that is timed."""

KEEPS_Z = (
    "        fours = in_fours(z)\n",
    "        fours = in_fours(z)\n        state.__dict__.setdefault('z_of', {})"
    "[len(state.largest)] = z\n",
)
