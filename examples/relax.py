"""Lattice constants of the four bcc metals: relaxes positions and cell with the potential that was exported for ASE.

    PYTHONPATH=for_ase python3 relax.py for_ase/potential.fmtp
"""

import sys

from ase.build import bulk
from ase.optimize import BFGS
from fastmtp import FastMtp

try:
    from ase.filters import FrechetCellFilter as CellFilter
except ImportError:  # before ASE 3.23
    from ase.constraints import ExpCellFilter as CellFilter

calculator = FastMtp(sys.argv[1])
print("      a (Å)   eV/atom")
for metal in ("Mo", "Nb", "Ta", "W"):
    atoms = bulk(metal, "bcc", a=3.3, cubic=True)
    atoms.rattle(0.05, seed=1)
    atoms.calc = calculator
    BFGS(CellFilter(atoms), logfile=None).run(fmax=1e-4, steps=500)
    print(f"{metal:2} {(atoms.get_volume()) ** (1 / 3):9.4f} {atoms.get_potential_energy() / len(atoms):10.4f}")
