"""PyTorch without compilation, on the CPU: each operation is a call into the library.

Two configurations. `autograd` is what a user writes: tensors with requires_grad, a loss from
torch.nn.functional, loss.backward(), and an update under no_grad. `manual` is the same formulas by
hand, into buffers that are allocated once; it shows what automatic differentiation costs.

Fair: examples stay columns, as in the contract, so nothing is transposed anywhere. Examples as
rows, which torch.nn.Linear expects, was tried and was never faster beyond the noise.
"""

FAMILY = "framework"
LEAGUE = {"autograd": "idiomatic", "manual": "tuned"}
DTYPES = ("float64", "float32")
REQUIRES = ("torch",)
COMPILE_S = (0.0, 0.0)
CONFIGURATIONS = ("autograd", "manual")
