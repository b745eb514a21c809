"""PyTorch compiled: the formulas of `torch_eager` by hand, under torch.compile, on the CPU.

The training step is one graph for TorchInductor, which fuses the element-wise work between the
matrix products into C++ loops, compiles them with the C++ compiler it finds and calls MKL for the
products. Without a working compiler `prepare` says "unsupported", with the reason.

Fair: automatic differentiation inside the compiled step (torch.func.grad) was tried and is as fast
or up to 12 % slower; the formulas by hand also give each phase a graph of its own. Examples stay
columns; as rows made no difference beyond the noise. One graph is compiled for each shape, never
one for several shapes; it is kept on disk where TORCHINDUCTOR_CACHE_DIR says.
"""

FAMILY = "framework"
LEAGUE = "tuned"
DTYPES = ("float64", "float32")
REQUIRES = ("torch",)
COMPILE_S = (20.0, 3.0)
