"""An exponential without branches or library calls, so that LLVM vectorises the loop around it.

exp(x) = 2^k exp(r) with k the integer nearest to x / ln 2 and |r| <= ln 2 / 2; exp(r) - 1 is its
Taylor polynomial, whose first neglected term is below a tenth of an eps. Adding 1.5 * 2^52 rounds
to an integer and leaves it in the low bits, from where it is moved into the exponent. ln 2 is
taken in two parts, so that r is exact (Cody and Waite 1980).

Measured: math.exp, a scalar call into the C library, is 4 to 5 times slower per element; fused
multiply-adds save another third, and summing the polynomial in pairs (Estrin 1960), which shortens
the chain of dependent products, a fifth. Not tried further: shorter minimax polynomials.
"""

import math
from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic, overload

_CONTRACT: Any = {"fastmath": {"contract"}}
"""Products and sums may fuse, as they do in BLAS; nothing else of fastmath."""

_LOG2_E = 1 / math.log(2)
_ROUND = 1.5 * 2.0**52
_LN2_HIGH = math.ldexp(math.floor(math.ldexp(math.log(2), 32)), -32)
_LN2_LOW = 1.9082149292705877e-10
"""ln 2 - _LN2_HIGH; the high part has 32 bits, so that its product with k is exact."""

_LOG2_E_32 = np.float32(_LOG2_E)
_ROUND_32 = np.float32(1.5 * 2.0**23)
_LN2_HIGH_32 = np.float32(math.ldexp(math.floor(math.ldexp(math.log(2), 12)), -12))
_LN2_LOW_32 = np.float32(math.log(2) - float(_LN2_HIGH_32))
_1, _2, _3, _4, _5, _6, _7 = (np.float32(1 / math.factorial(n)) for n in range(1, 8))

_LOWEST_NORMAL = {types.float64: math.log(2.0**-1022), types.float32: math.log(2.0**-126)}
_LOWEST = {types.float64: math.log(2.0**-1074), types.float32: math.log(2.0**-149)}


@intrinsic
def _bits(_typing: Any, value: Any) -> Any:
    """The bits of a float as an integer of its width."""
    width = 64 if value == types.float64 else 32

    def build(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], ir.IntType(width))

    return (types.int64 if width == 64 else types.int32)(value), build


@intrinsic
def _float(_typing: Any, value: Any) -> Any:
    """The float of its width that has these bits."""
    real, kind = (
        (types.float64, ir.DoubleType())
        if value == types.int64
        else (types.float32, ir.FloatType())
    )

    def build(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], kind)

    return real(value), build


bits: Any = _bits
from_bits: Any = _float


def power_of_two(k: Any) -> Any:
    """2^k in the float type of k's width, for a normal result; compiled code only."""
    raise NotImplementedError


@overload(power_of_two, jit_options=_CONTRACT)
def _power_of_two(k: Any) -> Any:
    return _power_of_two_64 if k == types.int64 else _power_of_two_32


def _power_of_two_64(k: Any) -> Any:
    return from_bits((k + 1023) << 52)


def _power_of_two_32(k: Any) -> Any:
    return from_bits(np.int32((k + np.int32(127)) << np.int32(23)))


def reduced(x: Any) -> Any:
    """(k, exp(r) - 1) with exp(x) = 2^k exp(r); compiled code only."""
    raise NotImplementedError


@overload(reduced, jit_options=_CONTRACT)
def _reduced(x: Any) -> Any:
    return _reduced_64 if x == types.float64 else _reduced_32


def _reduced_64(x: Any) -> Any:
    shifted = x * _LOG2_E + _ROUND
    whole = shifted - _ROUND
    r = (x - whole * _LN2_HIGH) - whole * _LN2_LOW
    r2 = r * r
    r4 = r2 * r2
    low = (r * (1 / 6) + 0.5) + (r * (1 / 120) + 1 / 24) * r2
    middle = (r * (1 / 5040) + 1 / 720) + (r * (1 / 362880) + 1 / 40320) * r2
    high = (r * (1 / 39916800) + 1 / 3628800) + (r * (1 / 6227020800) + 1 / 479001600) * r2
    p = low + r4 * (middle + r4 * high)
    return bits(shifted) - bits(_ROUND), p * r2 + r


def _reduced_32(x: Any) -> Any:
    shifted = x * _LOG2_E_32 + _ROUND_32
    whole = shifted - _ROUND_32
    r = (x - whole * _LN2_HIGH_32) - whole * _LN2_LOW_32
    p = _7
    p = p * r + _6
    p = p * r + _5
    p = p * r + _4
    p = p * r + _3
    p = p * r + _2
    return np.int32(bits(shifted) - bits(_ROUND_32)), p * r * r + r


def exp_nonpositive(x: Any) -> Any:
    """exp(x) for x <= 0, with 0 in place of subnormal results; NaN stays NaN."""
    raise NotImplementedError


@overload(exp_nonpositive, jit_options=_CONTRACT)
def _exp_nonpositive(x: Any) -> Any:
    real = float if x == types.float64 else np.float32
    lowest, zero, one = real(_LOWEST_NORMAL[x]), real(0), real(1)

    def build(x: Any) -> Any:
        k, expm1 = reduced(x)
        return zero if x < lowest else power_of_two(k) * (one + expm1)

    return build


def exp_nonpositive_gradual(x: Any) -> Any:
    """exp(x) for x <= 0, subnormal results included; NaN stays NaN."""
    raise NotImplementedError


@overload(exp_nonpositive_gradual, jit_options=_CONTRACT)
def _exp_nonpositive_gradual(x: Any) -> Any:
    real = float if x == types.float64 else np.float32
    lowest, zero, one = real(_LOWEST[x]), real(0), real(1)

    def build(x: Any) -> Any:
        k, expm1 = reduced(x)
        half = k >> 1
        scaled = power_of_two(half) * (power_of_two(k - half) * (one + expm1))
        return zero if x < lowest else scaled

    return build


def one_minus_exp_negative(x: Any) -> Any:
    """1 - exp(-x) for x >= 0 without cancellation; NaN stays NaN."""
    raise NotImplementedError


@overload(one_minus_exp_negative, jit_options=_CONTRACT)
def _one_minus_exp_negative(x: Any) -> Any:
    real = float if x == types.float64 else np.float32
    one, most = real(1), real(40)

    def build(x: Any) -> Any:
        bounded = most if x > most else x
        k, expm1 = reduced(-bounded)
        scale = power_of_two(k)
        return (one - scale) - scale * expm1

    return build


def tanh_magnitude(x: Any) -> Any:
    """tanh(x) for x >= 0, from exp(2 x) - 1 without cancellation; NaN stays NaN."""
    raise NotImplementedError


@overload(tanh_magnitude, jit_options=_CONTRACT)
def _tanh_magnitude(x: Any) -> Any:
    real = float if x == types.float64 else np.float32
    one, two, most = real(1), real(2), real(40)

    def build(x: Any) -> Any:
        bounded = most if x > most else x
        k, expm1 = reduced(bounded + bounded)
        scale = power_of_two(k)
        whole = scale * expm1 + (scale - one)
        return whole / (whole + two)

    return build
