"""ASE calculator for FastMtp potentials, through the native library next to this file. Needs only NumPy and ASE.

    from fastmtp import FastMtp
    atoms.calc = FastMtp("potential.fmtp")
"""

import ctypes
import os
import warnings

import numpy as np
from ase.calculators.calculator import Calculator, all_changes

_ABI_VERSION = 1
# In the order of fastmtp_precision.
_PRECISIONS = ("double", "mixed")
# Whether fastmtp export has compiled a kernel, so that one should be there.
_HAS_KERNEL = "EXPORTED_COMPILED" == "1"


class FastMtpError(RuntimeError):
    """What went wrong, in one sentence."""


class _Configuration(ctypes.Structure):
    _fields_ = [
        ("size", ctypes.c_size_t),
        ("count", ctypes.c_int),
        ("species", ctypes.c_void_p),
        ("positions", ctypes.c_void_p),
        ("cell", ctypes.c_double * 9),
        ("periodic", ctypes.c_int * 3),
    ]


class _Results(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t)] + [
        (name, ctypes.c_void_p)
        for name in ("energy", "virial", "energies", "forces", "virials", "shortest", "shortest_pair", "grades")
    ] + [("adds", ctypes.c_int), ("spreads", ctypes.c_void_p)]


def _load(path):
    library = ctypes.CDLL(path)
    for name, result, arguments in (
        ("abi_version", ctypes.c_int, []),
        ("last_error", ctypes.c_char_p, []),
        ("open", ctypes.c_int, [ctypes.c_char_p, ctypes.c_char_p, ctypes.POINTER(ctypes.c_void_p)]),
        ("close", None, [ctypes.c_void_p]),
        ("cutoff", ctypes.c_double, [ctypes.c_void_p]),
        ("min_distance", ctypes.c_double, [ctypes.c_void_p]),
        ("shortest_distance", ctypes.c_double, [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]),
        ("species_count", ctypes.c_int, [ctypes.c_void_p]),
        ("species_name", ctypes.c_char_p, [ctypes.c_void_p, ctypes.c_int]),
        ("why_interpreted", ctypes.c_char_p, [ctypes.c_void_p]),
        ("has_grades", ctypes.c_int, [ctypes.c_void_p]),
        ("member_count", ctypes.c_int, [ctypes.c_void_p]),
        ("set_threads", ctypes.c_int, [ctypes.c_void_p, ctypes.c_int]),
        ("set_precision", ctypes.c_int, [ctypes.c_void_p, ctypes.c_int]),
        ("compute_configuration", ctypes.c_int, [ctypes.c_void_p, ctypes.POINTER(_Configuration), ctypes.POINTER(_Results)]),
    ):
        function = getattr(library, "fastmtp_" + name)
        function.restype, function.argtypes = result, arguments
    if library.fastmtp_abi_version() != _ABI_VERSION:
        raise FastMtpError(
            library.fastmtp_last_error().decode() or f"{path} and fastmtp.py are of different versions; install them together.")
    return library


class FastMtp(Calculator):
    """Energies, forces and stresses of a Moment Tensor Potential, or one of PACE. Units and signs are those of ASE: eV, Å, eV/Å³.

    potential: path of a .fmtp, .mtp or .yace file.
    species: element symbols, in the order of the file, if the file does not name them: ["Mo", "Nb"].
    threads: threads per evaluation; 0 for one per core. Results do not depend on it.
    library: path of libfastmtp.so; by default next to this file.
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

    _handle = None

    def __init__(self, potential, species=None, threads=0, library=None, check_every=None, threshold=None, break_above=None,
                 on_extrapolation=None, precision="double", **kwargs):
        super().__init__(**kwargs)
        if precision not in _PRECISIONS:
            raise FastMtpError(f"The precision {precision!r} is not known; choose from {', '.join(_PRECISIONS)}.")
        self._precision = precision
        if check_every is None:
            check_every = 0 if threshold is None and break_above is None and on_extrapolation is None else 10
        self._warned = self._reported = False
        self._check_every, self._evaluations, self._on_extrapolation = check_every, 0, on_extrapolation
        self._potential, self._species_names, self._threads, self._library_path = potential, species, threads, library
        self._open()
        # The working directory may be another when a copy opens them.
        self._potential = os.path.abspath(potential)
        if library and os.path.exists(library):
            self._library_path = os.path.abspath(library)
        if self._doubt is None and check_every:
            raise FastMtpError(
                "The potential has no active set of neighbourhoods and is not a committee, so nothing can be checked; "
                "make one with fastmtp grade --save or fastmtp committee.")
        of_grades = self._doubt == "gamma"
        self._threshold = threshold if threshold is not None else 2 if of_grades else float("inf")
        self._break_above = break_above if break_above is not None else 10 if of_grades else float("inf")

    def __getstate__(self):
        return {name: value for name, value in vars(self).items() if name not in ("_library", "_handle")}

    def __setstate__(self, state):
        vars(self).update(state)
        self._open()

    def _open(self):
        self._library = _load(self._library_path or os.path.join(os.path.dirname(os.path.abspath(__file__)), "libfastmtp.so"))
        handle = ctypes.c_void_p()
        names = ",".join(self._species_names).encode() if self._species_names else None
        self._check(self._library.fastmtp_open(os.fsencode(self._potential), names, ctypes.byref(handle)))
        self._handle = handle
        self._check(self._library.fastmtp_set_threads(handle, self._threads))
        self._check(self._library.fastmtp_set_precision(handle, _PRECISIONS.index(self._precision)))
        reason = self._library.fastmtp_why_interpreted(handle)
        if _HAS_KERNEL and reason:
            warnings.warn(reason.decode(), stacklevel=3)
        self.cutoff = self._library.fastmtp_cutoff(handle)
        self.min_distance = self._library.fastmtp_min_distance(handle)
        self._doubt = (
            "gamma" if self._library.fastmtp_has_grades(handle) else
            "force_spread" if self._library.fastmtp_member_count(handle) else None)
        self.implemented_properties = [*FastMtp.implemented_properties, *([self._doubt] if self._doubt else [])]
        self.species = [self._name(i) for i in range(self._library.fastmtp_species_count(handle))]

    def __del__(self):
        if self._handle:
            self._library.fastmtp_close(self._handle)

    def calculate(self, atoms=None, properties=("energy",), system_changes=all_changes):
        super().calculate(atoms, properties, system_changes)
        count = len(self.atoms)
        species = self._species()
        positions = np.ascontiguousarray(self.atoms.positions, dtype=np.float64)
        energy, virial, shortest, pair = np.zeros(1), np.zeros(6), np.zeros(1), np.zeros(2, dtype=np.int32)
        energies, forces, virials = np.zeros(count), np.zeros((count, 3)), np.zeros((count, 6))
        configuration = _Configuration(
            ctypes.sizeof(_Configuration), count, species.ctypes.data, positions.ctypes.data,
            (ctypes.c_double * 9)(*np.asarray(self.atoms.cell).ravel()), (ctypes.c_int * 3)(*(int(p) for p in self.atoms.pbc)))
        arrays = (energy, virial, energies, forces, virials, shortest, pair)
        must_check = self._check_every > 0 and self._evaluations % self._check_every == 0
        self._evaluations += 1
        doubts = np.zeros(count) if must_check or self._doubt in properties else None
        grades, spreads = (doubts.ctypes.data if doubts is not None and self._doubt == name else None for name in ("gamma", "force_spread"))
        results = _Results(ctypes.sizeof(_Results), *(a.ctypes.data for a in arrays), grades, 0, spreads)
        self._check(self._library.fastmtp_compute_configuration(self._handle, ctypes.byref(configuration), ctypes.byref(results)))
        least = self.shortest_distance(*species[pair]) or self.min_distance if pair[0] >= 0 else 0
        if shortest[0] < least and not self._warned:
            self._warned = True
            first, second = (f"{pair[k]} ({self.species[species[pair[k]]]})" for k in range(2))
            warnings.warn(
                f"atoms {first} and {second} are {shortest[0]:.3f} Å apart; the potential was fitted to distances above "
                f"{least:.3f} Å; do not trust what follows.", stacklevel=2)
        self.results = {"energy": energy[0], "free_energy": energy[0], "energies": energies, "forces": forces}
        # ASE's stress is positive under tension and undefined without a volume.
        if self.atoms.cell.rank == 3:
            self.results["stress"] = -virial / self.atoms.get_volume()
            self.results["stresses"] = -virials / self.atoms.get_volume()
        if doubts is not None:
            self.results[self._doubt] = doubts
        if must_check and count:
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
        return self._library.fastmtp_shortest_distance(self._handle, int(first), int(second))

    def _species(self):
        numbers = {name: i for i, name in enumerate(self.species)}
        symbols = self.atoms.get_chemical_symbols()
        unknown = sorted(set(symbols) - set(numbers))
        if unknown:
            raise FastMtpError(f"The potential has no {', '.join(unknown)}; its species are {', '.join(self.species)}.")
        return np.array([numbers[symbol] for symbol in symbols], dtype=np.int32)

    def _name(self, species):
        name = self._library.fastmtp_species_name(self._handle, species)
        if name is None:
            raise FastMtpError(
                "The potential does not name its species; pass them in its order, such as FastMtp(file, species=['Mo', 'Nb']).")
        return name.decode()

    def _check(self, status):
        if status != 0:
            raise FastMtpError(self._library.fastmtp_last_error().decode())
