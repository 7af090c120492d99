"""Interatomic potentials of FastMtp: evaluation, fits, a calculator for ASE. Needs NumPy; the calculator needs ASE.

    import fastmtp
    potential = fastmtp.fit("train.xyz", "alloy.fmtp", level=12)
    prediction = potential.evaluate(atoms)

    from fastmtp import FastMtp
    atoms.calc = FastMtp("alloy.fmtp")
"""

from .command import fit
from .native import FastMtpError
from .potential import Potential, Prediction

__all__ = ["FastMtp", "FastMtpError", "Potential", "Prediction", "fit"]


def __getattr__(name):
    # Without ASE, everything but the calculator works.
    if name == "FastMtp":
        from .calculator import FastMtp

        return FastMtp
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
