"""The command fastmtp, which makes fits."""

import os
import shutil
import subprocess
import sys
import tempfile

from .native import FastMtpError


def fit(training, output, **options):
    """Fits a potential with fastmtp train, saves it and returns it.

    training: a file or files of configurations, or a list of ase.Atoms with energies and forces.
    output: the potential to write, .fmtp or .mtp.
    options: those of fastmtp train, as in level=12, valid="valid.xyz"; a list gives an option several values, True one without.

    Progress is printed as by the command.
    """
    if isinstance(training, (str, os.PathLike)):
        training = [training]
    with tempfile.TemporaryDirectory() as directory:
        if training and hasattr(training[0], "get_chemical_symbols"):
            from ase.io import write

            file = os.path.join(directory, "training.xyz")
            write(file, training, format="extxyz")
            training = [file]
        run("train", *training, "--output", output, *_arguments(options))
    from .potential import Potential

    return Potential(output)


def run(*arguments):
    """Runs the command; FastMtpError has what it says when it fails."""
    process = subprocess.Popen([executable(), *map(os.fspath, arguments)], stderr=subprocess.PIPE, text=True)
    said = ""
    for line in process.stderr:
        sys.stderr.write(line)
        said = line.strip() or said
    if process.wait() != 0:
        raise FastMtpError(said.removeprefix("fastmtp: ") or f"fastmtp ended with exit code {process.returncode}.")


def executable():
    """The command that came with this module, or the one on the path."""
    own = os.path.join(os.path.dirname(os.path.abspath(__file__)), "bin", "fastmtp")
    path = own if os.path.exists(own) else shutil.which("fastmtp")
    if path is None:
        raise FastMtpError("There is no command fastmtp on the path; install it, or the wheel, which contains it.")
    return path


def main():
    """The command itself."""
    try:
        path = executable()
    except FastMtpError as error:
        sys.exit(f"fastmtp: {error}")
    os.execv(path, ["fastmtp", *sys.argv[1:]])


def _arguments(options):
    for name, value in options.items():
        if value is None or value is False:
            continue
        yield "--" + name.replace("_", "-")
        if value is not True:
            yield from map(str, value if isinstance(value, (list, tuple)) else [value])
