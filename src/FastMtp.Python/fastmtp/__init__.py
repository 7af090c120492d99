"""Interatomic potentials of FastMtp: evaluation, fits, a calculator for ASE. Needs NumPy; the calculator needs ASE.

    import fastmtp
    potential = fastmtp.fit("train.xyz", "alloy.fmtp", level=12)
    prediction = potential.evaluate(atoms)

    from fastmtp import FastMtp
    atoms.calc = FastMtp("alloy.fmtp")
"""

import importlib

_MODULES = {
    "FastMtp": "calculator", "FastMtpError": "native", "Potential": "potential", "Prediction": "potential", "fit": "command"}

__all__ = sorted(_MODULES)


def __getattr__(name):
    # When asked for: the command starts without NumPy, and everything but the calculator works without ASE.
    if name in _MODULES:
        return getattr(importlib.import_module("." + _MODULES[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return sorted({*globals(), *_MODULES})
