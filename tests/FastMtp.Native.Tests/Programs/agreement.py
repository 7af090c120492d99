"""What the calculator says about the configurations of a file, as JSON: python3 agreement.py DIRECTORY FILE."""

import copy
import json
import os
import pickle
import sys
import warnings

sys.path.insert(0, sys.argv[1])
import ase.io
import numpy as np
from fastmtp import FastMtp, FastMtpError

calculator = FastMtp(sys.argv[1] + "/potential.fmtp", threads=2)
answers = []
for atoms in ase.io.read(sys.argv[2], index=":"):
    atoms.calc = calculator
    answer = {
        "energy": atoms.get_potential_energy(), "free": atoms.get_potential_energy(force_consistent=True),
        "energies": atoms.get_potential_energies().tolist(), "forces": atoms.get_forces().ravel().tolist(),
    }
    if atoms.cell.rank == 3:
        answer["stress"] = atoms.get_stress().tolist()
        answer["stresses"] = atoms.get_stresses().sum(axis=0).tolist()
    if atoms.pbc.all():
        answer["numerical"] = calculator.calculate_numerical_stress(atoms, d=1e-5).tolist()
    answers.append(answer)

refused = []
iron = atoms.copy()
iron.symbols[0] = "Fe"
iron.calc = calculator
for wrong in (iron.get_potential_energy, lambda: FastMtp("none.fmtp"), lambda: FastMtp(sys.argv[3]),
              lambda: FastMtp(sys.argv[1] + "/potential.fmtp", precision="half")):
    try:
        wrong()
    except FastMtpError as error:
        refused.append(str(error))
# Copies work where the original is gone and from another directory.
os.chdir(sys.argv[1])
original = FastMtp("potential.fmtp", threads=2)
os.chdir("/")
copies = [copy.deepcopy(original), pickle.loads(pickle.dumps(original))]
expected = atoms.get_forces()
del original
differences = []
for calculator in copies:
    same = atoms.copy()
    same.calc = calculator
    differences.append(abs(same.get_forces() - expected).max())
# A copy keeps the precision.
mixed = FastMtp(sys.argv[1] + "/potential.fmtp", precision="mixed")
forces = []
for calculator in (mixed, copy.deepcopy(mixed)):
    same = atoms.copy()
    same.calc = calculator
    forces.append(same.get_forces())
mixed_error = float(np.sqrt(((forces[0] - expected) ** 2).sum() / (expected**2).sum()))
differences.append(abs(forces[1] - forces[0]).max())
# Of Ta and W, the data have atoms from 2.6 Å on; of other pairs, from 2.
with open(sys.argv[1] + "/potential.fmtp", encoding="utf-8") as file:
    document = json.load(file)
document["shortestDistances"] = [2, 2, 2, 2, 2, 2, 2, 2, 2.6, 2]
with open(sys.argv[1] + "/known.fmtp", "w", encoding="utf-8") as file:
    json.dump(document, file)
near = ase.Atoms("TaMoW", [[0, 0, 0], [2.2, 0, 0], [0, 0, 2.5]], calculator=FastMtp(sys.argv[1] + "/known.fmtp"))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    near.get_potential_energy()
    near.rattle(1e-3)
    near.get_potential_energy()
warned = [str(warning.message) for warning in caught]
json.dump({"answers": answers, "refused": refused, "differences": differences, "warned": warned, "mixed": mixed_error}, sys.stdout)
