"""The functions of the native library, which fastmtp.h describes."""

import ctypes
import os

ABI_VERSION = 1
# In the order of fastmtp_precision.
PRECISIONS = ("double", "mixed")
# Whether fastmtp export has compiled a kernel, so that one should be there.
HAS_KERNEL = "EXPORTED_COMPILED" == "1"
_NAME = "libfastmtp.so"


class FastMtpError(RuntimeError):
    """What went wrong, in one sentence."""


class Configuration(ctypes.Structure):
    _fields_ = [
        ("size", ctypes.c_size_t),
        ("count", ctypes.c_int),
        ("species", ctypes.c_void_p),
        ("positions", ctypes.c_void_p),
        ("cell", ctypes.c_double * 9),
        ("periodic", ctypes.c_int * 3),
    ]


class Results(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t)] + [
        (name, ctypes.c_void_p)
        for name in ("energy", "virial", "energies", "forces", "virials", "shortest", "shortest_pair", "grades")
    ] + [("adds", ctypes.c_int), ("spreads", ctypes.c_void_p)]


def default_path():
    """The library that a wheel has, or the one beside this package, where fastmtp export writes it."""
    here = os.path.dirname(os.path.abspath(__file__))
    paths = [os.path.join(directory, _NAME) for directory in (os.path.join(here, "lib"), os.path.dirname(here))]
    return next((path for path in paths if os.path.exists(path)), paths[0])


def load(path=None):
    """The library with the types of its functions."""
    path = path or default_path()
    try:
        library = ctypes.CDLL(path)
    except OSError as error:
        raise FastMtpError(f"{path}: the native library cannot be loaded ({error}).") from None
    different = f"{path} and the module fastmtp are of different versions; install them together."
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
        ("compute_configuration", ctypes.c_int, [ctypes.c_void_p, ctypes.POINTER(Configuration), ctypes.POINTER(Results)]),
    ):
        function = getattr(library, "fastmtp_" + name, None)
        if function is None:
            raise FastMtpError(different)
        function.restype, function.argtypes = result, arguments
    if library.fastmtp_abi_version() != ABI_VERSION:
        raise FastMtpError(library.fastmtp_last_error().decode() or different)
    return library
