"""What the package of a wheel does without ASE, as JSON: python3 wheel.py WHEEL DIRECTORY POTENTIAL DATA."""

import base64
import hashlib
import json
import os
import subprocess
import sys
import zipfile

wheel, directory, potential, data = sys.argv[1:5]
answer = {}
with zipfile.ZipFile(wheel) as archive:
    record = next(name for name in archive.namelist() if name.endswith(".dist-info/RECORD"))
    lines = [line.split(",") for line in archive.read(record).decode().splitlines()]
    answer["unrecorded"] = sorted(set(archive.namelist()) ^ {line[0] for line in lines})
    answer["wrong"] = [
        name for name, digest, size in lines if digest and (len(archive.read(name)) != int(size) or digest != "sha256="
        + base64.urlsafe_b64encode(hashlib.sha256(archive.read(name)).digest()).rstrip(b"=").decode())]
    for entry in archive.infolist():
        path = archive.extract(entry, directory)
        os.chmod(path, entry.external_attr >> 16)
    answer["tag"] = archive.read(record.replace("RECORD", "WHEEL")).decode()

sys.path.insert(0, directory)
# As if it were not installed.
sys.modules["ase"] = None
import fastmtp.command

# The command starts several times as fast without it.
answer["starts with NumPy"] = "numpy" in sys.modules
import numpy as np

fitted = fastmtp.Potential(potential, species=["Mo", "Nb", "Ta", "W"])
symbols, positions, cell = ["Mo", "W"], np.array([[0, 0, 0], [1.7, 1.6, 1.65]]), np.diag([3.2, 3.3, 3.4])
prediction = fitted.evaluate(symbols, positions, cell)
answer["energy"] = [prediction.energy, prediction.energies.sum()]
answer["forces"] = prediction.forces.ravel().tolist()
answer["virial"] = [prediction.virial.tolist(), (-prediction.stress * np.linalg.det(cell)).tolist()]
answer["cluster"] = fitted.evaluate(symbols, positions).stress is None


class Atoms:
    """What evaluate asks of atoms."""

    def get_chemical_symbols(self):
        return symbols


atoms = Atoms()
atoms.positions, atoms.cell, atoms.pbc = positions, cell, [True, True, True]
answer["difference"] = abs(fitted.evaluate(atoms).forces - prediction.forces).max()

made = fastmtp.fit(data, os.path.join(directory, "made.fmtp"), level=2, steps=2, species="Mo,Nb,Ta,W", favor=["forces"])
answer["made"] = made.species
answer["command"] = subprocess.run(
    [sys.executable, "-c", "import sys; sys.argv[1:] = ['--version']; from fastmtp.command import main; main()"],
    cwd=directory, capture_output=True, text=True).stdout.strip()

answer["refused"] = []
for wrong in (
    lambda: fitted.evaluate(symbols, positions[0]),
    lambda: fitted.evaluate(symbols, positions, np.zeros((2, 3))),
    lambda: fastmtp.Potential(potential, library=os.path.join(directory, "none.so")),
    lambda: fastmtp.fit("none.xyz", "made.fmtp", level=2),
):
    try:
        wrong()
    except fastmtp.FastMtpError as error:
        answer["refused"].append(str(error))
json.dump(answer, sys.stdout)
