"""What the calculator says of its own results, as JSON: python3 doubts.py DIRECTORY DIRECTORY-OF-A-COMMITTEE FILE OTHER."""

import copy
import json
import sys
import warnings

sys.path.insert(0, sys.argv[1])
import ase.io
from fastmtp import FastMtp, FastMtpError

graded, committee = (directory + "/potential.fmtp" for directory in sys.argv[1:3])
atoms = ase.io.read(sys.argv[3], index=0)
answer = {}

plain = FastMtp(graded)
atoms.calc = plain
atoms.get_forces()
answer["unasked"] = sorted(plain.results)
answer["gamma"] = plain.get_property("gamma", atoms).tolist()
atoms.calc = FastMtp(committee)
answer["force_spread"] = atoms.calc.get_property("force_spread", atoms).tolist()

# Every third evaluation is checked, from the first on.
calls = []
watching = FastMtp(graded, check_every=3, threshold=0, break_above=float("inf"), on_extrapolation=lambda *call: calls.append(call))
atoms.calc = watching
for step in range(5):
    atoms.rattle(1e-3, seed=step)
    atoms.get_forces()
answer["calls"] = [[value, atom, len(of)] for of, value, atom in calls]

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    copied = copy.deepcopy(FastMtp(graded, check_every=1, threshold=1e-3, break_above=float("inf")))
    for step in range(2):
        atoms.rattle(1e-3, seed=step)
        copied.get_potential_energy(atoms)
answer["warned"] = [str(warning.message) for warning in caught]

answer["refused"] = []
for make in (
    lambda: FastMtp(graded, check_every=1, break_above=1e-3).get_forces(atoms),
    lambda: FastMtp(committee, check_every=1, break_above=1e-9).get_forces(atoms),
    lambda: FastMtp(sys.argv[4], species=["Mo", "Nb", "Ta", "W"], check_every=1),
):
    try:
        make()
    except FastMtpError as error:
        answer["refused"].append(str(error))
json.dump(answer, sys.stdout)
