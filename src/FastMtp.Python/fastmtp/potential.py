"""Potentials from files. Units and signs are those of ASE: eV, Å, eV/Å³; the stress is positive under tension."""

import ctypes
import os
import warnings
from dataclasses import dataclass
from typing import Optional

import numpy as np

from . import native
from .native import FastMtpError


@dataclass(frozen=True)
class Prediction:
    """What a potential says of one configuration. Tensors have the order xx, yy, zz, yz, xz, xy."""

    energy: float
    """eV"""
    energies: np.ndarray
    """[n] the parts of the atoms, eV"""
    forces: np.ndarray
    """[n, 3] eV/Å"""
    virial: np.ndarray
    """[6] −dE/dε, eV; positive when compressed"""
    virials: np.ndarray
    """[n, 6] the parts of the atoms"""
    stress: Optional[np.ndarray]
    """[6] eV/Å³, positive under tension; None without three lattice vectors"""
    grades: Optional[np.ndarray]
    """[n] if asked for, of a potential with an active set"""
    force_spread: Optional[np.ndarray]
    """[n] eV/Å, if asked for, of a committee"""
    shortest: float
    """the shortest distance of two atoms, Å; 0 if none are within the cutoff"""
    pair: np.ndarray
    """[2] the indices of these atoms, or -1"""


class Potential:
    """A Moment Tensor Potential, an Atomic Cluster Expansion, or a potential of PACE.

    path: a .fmtp, .mtp or .yace file.
    species: element symbols, in the order of the file, if the file does not name them: ["Mo", "Nb"].
    threads: threads per evaluation; 0 for one per core. Results do not depend on it.
    precision: "double", or "mixed" for single precision where that is safe.
    library: path of libfastmtp.so; by default the one that came with this module.

    Copies and pickles open the same files again, so the files must still be there.
    """

    _handle = None

    def __init__(self, path, species=None, threads=0, precision="double", library=None):
        if precision not in native.PRECISIONS:
            raise FastMtpError(f"The precision {precision!r} is not known; choose from {', '.join(native.PRECISIONS)}.")
        self._path, self._names, self._threads, self._precision, self._library_path = path, species, threads, precision, library
        self._has_warned = False
        self._open()
        # The working directory may be another when a copy opens them.
        self._path = os.path.abspath(path)
        if library and os.path.exists(library):
            self._library_path = os.path.abspath(library)

    def __getstate__(self):
        return {name: value for name, value in vars(self).items() if name not in ("_library", "_handle")}

    def __setstate__(self, state):
        vars(self).update(state)
        self._open()

    def __del__(self):
        if self._handle:
            self._library.fastmtp_close(self._handle)

    def evaluate(self, atoms, positions=None, cell=None, pbc=None, doubt=False):
        """The prediction for ase.Atoms, or for element symbols with positions [n, 3] in Å, a cell of lattice vectors in rows and pbc.

        A cell without pbc repeats in all directions. doubt: also compute grades, or the spread of a committee.
        """
        if positions is None:
            symbols, positions, cell, pbc = atoms.get_chemical_symbols(), atoms.positions, atoms.cell, atoms.pbc
        else:
            symbols = list(atoms)
            pbc = (cell is not None) if pbc is None else pbc
            cell = np.zeros((3, 3)) if cell is None else cell
        prediction = self.compute(self.numbers(symbols), positions, np.asarray(cell, dtype=float), pbc, doubt)
        self.warn_of_distances(prediction, symbols)
        return prediction

    def compute(self, species, positions, cell, pbc, doubt):
        """The prediction for species by number."""
        count = len(species)
        positions = np.ascontiguousarray(positions, dtype=np.float64)
        if positions.shape != (count, 3):
            raise FastMtpError(f"The positions have the shape {positions.shape}; {count} atoms need ({count}, 3).")
        if cell.shape == (3,):
            cell = np.diag(cell)
        if cell.shape != (3, 3):
            raise FastMtpError(f"The cell has the shape {cell.shape}; give three lattice vectors in rows, or three lengths.")
        energy, virial, shortest, pair = np.zeros(1), np.zeros(6), np.zeros(1), np.zeros(2, dtype=np.int32)
        energies, forces, virials = np.zeros(count), np.zeros((count, 3)), np.zeros((count, 6))
        configuration = native.Configuration(
            ctypes.sizeof(native.Configuration), count, species.ctypes.data, positions.ctypes.data,
            (ctypes.c_double * 9)(*cell.ravel()), (ctypes.c_int * 3)(*(int(p) for p in np.broadcast_to(pbc, 3))))
        doubts = np.zeros(count) if doubt and self.doubt else None
        grades, spreads = (doubts if self.doubt == name else None for name in ("gamma", "force_spread"))
        results = native.Results(
            ctypes.sizeof(native.Results), *(a.ctypes.data for a in (energy, virial, energies, forces, virials, shortest, pair)),
            None if grades is None else grades.ctypes.data, 0, None if spreads is None else spreads.ctypes.data)
        self._check(self._library.fastmtp_compute_configuration(self._handle, ctypes.byref(configuration), ctypes.byref(results)))
        volume = abs(np.linalg.det(cell))
        stress = -virial / volume if volume > 0 else None
        return Prediction(float(energy[0]), energies, forces, virial, virials, stress, grades, spreads, float(shortest[0]), pair)

    def numbers(self, symbols):
        """Species by number."""
        numbers = {name: i for i, name in enumerate(self.species)}
        unknown = sorted(set(symbols) - set(numbers))
        if unknown:
            raise FastMtpError(f"The potential has no {', '.join(unknown)}; its species are {', '.join(self.species)}.")
        return np.array([numbers[symbol] for symbol in symbols], dtype=np.int32)

    def shortest_distance(self, first, second):
        """Shortest distance of two species, by number, in the training data, Å; 0 if unknown."""
        return self._library.fastmtp_shortest_distance(self._handle, int(first), int(second))

    def warn_of_distances(self, prediction, symbols, stacklevel=3):
        """Warns once of atoms nearer than in the training data."""
        if self._has_warned or prediction.pair[0] < 0:
            return
        first, second = prediction.pair
        least = self.shortest_distance(*self.numbers([symbols[first], symbols[second]])) or self.min_distance
        if prediction.shortest < least:
            self._has_warned = True
            warnings.warn(
                f"atoms {first} ({symbols[first]}) and {second} ({symbols[second]}) are {prediction.shortest:.3f} Å apart; the potential "
                f"was fitted to distances above {least:.3f} Å; do not trust what follows.", stacklevel=stacklevel)

    def _open(self):
        self._library = native.load(self._library_path)
        handle = ctypes.c_void_p()
        names = ",".join(self._names).encode() if self._names else None
        self._check(self._library.fastmtp_open(os.fsencode(self._path), names, ctypes.byref(handle)))
        self._handle = handle
        self._check(self._library.fastmtp_set_threads(handle, self._threads))
        self._check(self._library.fastmtp_set_precision(handle, native.PRECISIONS.index(self._precision)))
        reason = self._library.fastmtp_why_interpreted(handle)
        if native.HAS_KERNEL and reason:
            warnings.warn(reason.decode(), stacklevel=3)
        self.cutoff = self._library.fastmtp_cutoff(handle)
        self.min_distance = self._library.fastmtp_min_distance(handle)
        # What tells how far to trust it: "gamma", "force_spread", or None.
        self.doubt = (
            "gamma" if self._library.fastmtp_has_grades(handle) else
            "force_spread" if self._library.fastmtp_member_count(handle) else None)
        self.species = [self._name(i) for i in range(self._library.fastmtp_species_count(handle))]

    def _name(self, species):
        name = self._library.fastmtp_species_name(self._handle, species)
        if name is None:
            raise FastMtpError(
                "The potential does not name its species; pass them in its order, such as FastMtp(file, species=['Mo', 'Nb']).")
        return name.decode()

    def _check(self, status):
        if status != 0:
            raise FastMtpError(self._library.fastmtp_last_error().decode())
