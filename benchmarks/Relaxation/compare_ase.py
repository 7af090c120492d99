"""Relaxes rattled and strained cells with `fastmtp relax` and with ASE, and compares evaluations, time and energies.

    fastmtp train examples/train.xyz.gz --level 12 --steps 300 --stress-weight 0.001 --output potential.fmtp
    fastmtp export potential.fmtp model --format ase --library DIR
    python3 benchmarks/Relaxation/compare_ase.py fastmtp potential.fmtp model examples/train.xyz.gz --count 200

Needs ASE. Both sides run on one core, of which the processor time counts, and use the same potential,
cells and tolerances.
"""

import argparse
import csv
import gzip
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from ase.constraints import ExpCellFilter, UnitCellFilter
from ase.io import read, write
from ase.optimize import BFGS, LBFGS
from ase.optimize.precon import PreconLBFGS
from ase.units import GPa

FORCE, STRESS = 0.001, 0.01 * GPa


def distorted(file, count, seed):
    """Bulk cells strained by some 3 % and rattled by 0.1 Å; slabs would close their vacuum, and in many ways."""
    rng = np.random.default_rng(seed)
    with gzip.open(file, "rt") as text:
        images = [atoms for atoms in read(text, ":", format="extxyz")
                  if all(atoms.pbc) and "Surface" not in atoms.info.get("config_type", "")]
    for index in rng.permutation(len(images))[:count]:
        atoms = images[index].copy()
        atoms.calc, atoms.info = None, {}
        atoms.arrays = {name: atoms.arrays[name] for name in ("numbers", "positions")}
        strain = rng.normal(scale=0.03, size=(3, 3))
        atoms.set_cell(atoms.cell @ (np.eye(3) + (strain + strain.T) / 2), scale_atoms=True)
        atoms.positions += rng.normal(scale=0.1, size=atoms.positions.shape)
        yield atoms


def counted(model):
    sys.path.insert(0, str(model))
    from fastmtp import FastMtp

    class Counted(FastMtp):
        evaluations = 0

        def calculate(self, *args, **kwargs):
            self.evaluations += 1
            super().calculate(*args, **kwargs)

    return Counted


def converged(atoms):
    return (np.linalg.norm(atoms.get_forces(), axis=1).max() <= FORCE and np.abs(atoms.get_stress()).max() <= STRESS)


def relaxed(atoms, make, calculator, steps):
    """Energy per atom and evaluations; no energy if not converged."""
    atoms = atoms.copy()
    atoms.calc = calculator
    calculator.evaluations = 0
    try:
        optimizer, start = make(atoms), atoms.get_potential_energy()
        # ASE's tolerance is one number for forces and scaled stresses; ours decides.
        for _ in optimizer.irun(fmax=1e-12, steps=steps):
            if converged(atoms):
                return atoms.get_potential_energy() / len(atoms), calculator.evaluations
            if atoms.get_potential_energy() < start - 20 * len(atoms):
                # Beyond what the potential knows; fastmtp gives up there, too.
                break
    except Exception:
        # Cells that collapse: atoms at the same place, or numbers that are not finite.
        pass
    return None, calculator.evaluations


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("fastmtp", "potential", "model", "data"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--steps", type=int, default=200)
    args = parser.parse_args()

    cells = list(distorted(args.data, args.count, seed=1))
    with tempfile.TemporaryDirectory() as directory:
        start, end = Path(directory, "start.xyz"), Path(directory, "end.xyz")
        write(start, cells, format="extxyz")
        cells = read(start, ":")
        command = [args.fastmtp, "relax", args.potential, start, "--output", end, "--threads", "1"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = used.ru_utime + used.ru_stime
        with open(end.with_suffix(".csv")) as text:
            rows = list(csv.DictReader(text))
    ours = [float(row["energy_ev_per_atom"]) if row["reason"] == "converged" else None for row in rows]
    show("fastmtp relax", [int(row["evaluations"]) for row in rows], ours, ours, seconds)

    calculator = counted(args.model)(str(args.potential), threads=1)
    for name, make in {
        "UnitCellFilter + BFGS": lambda a: BFGS(UnitCellFilter(a), logfile=None),
        "UnitCellFilter + LBFGS": lambda a: LBFGS(UnitCellFilter(a), logfile=None),
        "PreconLBFGS, variable cell": lambda a: PreconLBFGS(a, precon="auto", variable_cell=True, logfile=None),
        # Its logarithms of matrices cost 20 ms a step.
        "ExpCellFilter + BFGS": lambda a: BFGS(ExpCellFilter(a), logfile=None),
    }.items():
        began = time.process_time()
        results = [relaxed(atoms, make, calculator, args.steps) for atoms in cells]
        show(name, [n for _, n in results], [energy for energy, _ in results], ours, time.process_time() - began)


def show(name, evaluations, energies, ours, seconds):
    both = [(a, b) for a, b in zip(energies, ours) if a is not None and b is not None]
    same = sum(abs(a - b) < 1e-4 for a, b in both)
    lower = sum(b < a - 1e-4 for a, b in both)
    mine = np.mean([n for n, energy in zip(evaluations, energies) if energy is not None])
    higher = sum(b > a + 1e-4 for a, b in both)
    print(f"{name:28} {sum(e is not None for e in energies):4} of {len(energies)} converged, {mine:6.1f} evaluations each, "
          f"{len(energies) / seconds:7.2f} structures/s; "
          f"same minimum as fastmtp {same} of {len(both)}, fastmtp lower {lower}, higher {higher}", flush=True)


if __name__ == "__main__":
    main()
