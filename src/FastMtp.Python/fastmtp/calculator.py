"""Calculator for ASE."""

import warnings

import numpy as np
from ase.calculators.calculator import Calculator, all_changes

from .native import FastMtpError
from .potential import Potential


class FastMtp(Calculator):
    """Energies, forces and stresses of a Moment Tensor Potential, or one of PACE. Units and signs are those of ASE: eV, Å, eV/Å³.

    potential: path of a .fmtp, .mtp or .yace file.
    species: element symbols, in the order of the file, if the file does not name them: ["Mo", "Nb"].
    threads: threads per evaluation; 0 for one per core. Results do not depend on it.
    library: path of libfastmtp.so; by default the one that came with this module.
    precision: "double", or "mixed" for single precision where that is safe: faster, with errors of forces near 1e-6 of their size. Grades
    and committees need "double".

    A potential with an active set has the property "gamma", the grade of each atom, and a committee "force_spread", by how much its
    members disagree on the force on each atom, eV/Å. Both are computed when asked for, as by calc.get_property("gamma", atoms), and
    in every check_every-th evaluation, which warns of atoms that are unlike the training data:

    check_every: evaluations from one check to the next; by default 10 if one of the following is given, otherwise 0 for none.
    threshold: value above which an atom is reported; by default 2 for grades, and for a committee there is none.
    break_above: value above which FastMtpError ends the run; by default 10 for grades, and for a committee there is none.
    on_extrapolation: function of (atoms, value, atom), called instead of the warning whenever a check finds more than threshold; it
    gets the largest value and the index of its atom, and may save the atoms or raise an exception.

    Copies and pickles open the same files again, so the files must still be there.
    """

    implemented_properties = ["energy", "free_energy", "energies", "forces", "stress", "stresses"]
    # The potential does not depend on these.
    ignored_changes = {"initial_charges", "initial_magmoms"}

    def __init__(self, potential, species=None, threads=0, library=None, check_every=None, threshold=None, break_above=None,
                 on_extrapolation=None, precision="double", **kwargs):
        super().__init__(**kwargs)
        if check_every is None:
            check_every = 0 if threshold is None and break_above is None and on_extrapolation is None else 10
        self._reported = False
        self._check_every, self._evaluations, self._on_extrapolation = check_every, 0, on_extrapolation
        self._potential = Potential(potential, species, threads, precision, library)
        self.cutoff, self.min_distance, self.species = (
            self._potential.cutoff, self._potential.min_distance, self._potential.species)
        self._doubt = self._potential.doubt
        self.implemented_properties = [*FastMtp.implemented_properties, *([self._doubt] if self._doubt else [])]
        if self._doubt is None and check_every:
            raise FastMtpError(
                "The potential has no active set of neighbourhoods and is not a committee, so nothing can be checked; "
                "make one with fastmtp grade --save or fastmtp committee.")
        of_grades = self._doubt == "gamma"
        self._threshold = threshold if threshold is not None else 2 if of_grades else float("inf")
        self._break_above = break_above if break_above is not None else 10 if of_grades else float("inf")

    def calculate(self, atoms=None, properties=("energy",), system_changes=all_changes):
        super().calculate(atoms, properties, system_changes)
        symbols = self.atoms.get_chemical_symbols()
        must_check = self._check_every > 0 and self._evaluations % self._check_every == 0
        self._evaluations += 1
        prediction = self._potential.compute(
            self._potential.numbers(symbols), self.atoms.positions, np.asarray(self.atoms.cell), self.atoms.pbc,
            doubt=must_check or self._doubt in properties)
        self._potential.warn_of_distances(prediction, symbols)
        self.results = {
            "energy": prediction.energy, "free_energy": prediction.energy, "energies": prediction.energies, "forces": prediction.forces}
        # A stress is undefined without a volume.
        if self.atoms.cell.rank == 3:
            self.results["stress"] = prediction.stress
            self.results["stresses"] = -prediction.virials / self.atoms.get_volume()
        doubts = prediction.grades if prediction.grades is not None else prediction.force_spread
        if doubts is not None:
            self.results[self._doubt] = doubts
        if must_check and symbols:
            self._judge(doubts)

    def _judge(self, doubts):
        """Reports the atom with the largest grade or spread, or ends the run."""
        atom = int(np.argmax(doubts))
        value = float(doubts[atom])
        what, unit = ("grade", "") if self._doubt == "gamma" else ("force spread", " eV/Å")
        described = f"atom {atom} ({self.atoms.symbols[atom]}) has the {what} {value:.3g}"
        if not value <= self._threshold:
            if self._on_extrapolation:
                self._on_extrapolation(self.atoms, value, atom)
            elif not self._reported:
                self._reported = True
                warnings.warn(
                    f"{described}, above {self._threshold:g}{unit}; label such configurations and fit again.", stacklevel=3)
        if not value <= self._break_above:
            raise FastMtpError(
                f"{described}, above {self._break_above:g}{unit}: the training data have nothing like it; "
                "label such configurations and fit again.")

    def shortest_distance(self, first, second):
        """Shortest distance of two species, by number, in the training data, Å; 0 if unknown."""
        return self._potential.shortest_distance(first, second)
