"""Writes the wheel from the files of the tarball: python3 wheel.py TREE VERSION GLIBC DIRECTORY."""

import base64
import hashlib
import os
import sys
import time
import zipfile
from pathlib import Path

tree, version, glibc, directory = Path(sys.argv[1]), sys.argv[2], sys.argv[3], Path(sys.argv[4])
source = Path(__file__).parent.parent / "FastMtp.Python"
tag = f"py3-none-manylinux_{glibc.replace('.', '_')}_x86_64"
info = f"fastmtp-{version}.dist-info"
date = time.gmtime(int(os.environ["SOURCE_DATE_EPOCH"]))[:6]

files = {f"fastmtp/{path.name}": path.read_bytes() for path in sorted((source / "fastmtp").glob("*.py"))}
for path in sorted(path for part in ("bin", "lib") for path in (tree / part).rglob("*") if path.is_file()):
    files[f"fastmtp/{path.relative_to(tree)}"] = path.read_bytes()
for name in ("LICENSE", "THIRD-PARTY-NOTICES.md"):
    files[f"{info}/licenses/{name}"] = (tree / "share/doc/fastmtp" / name).read_bytes()
files[f"{info}/METADATA"] = f"""\
Metadata-Version: 2.1
Name: fastmtp
Version: {version}
Summary: Interatomic potentials: fits, evaluation, a calculator for ASE
Author: The FastMtp authors
License: MIT
License-File: LICENSE
License-File: THIRD-PARTY-NOTICES.md
Requires-Python: >=3.9
Requires-Dist: numpy
Provides-Extra: ase
Requires-Dist: ase>=3.22; extra == "ase"
Description-Content-Type: text/markdown

{(source / "README.md").read_text(encoding="utf-8")}""".encode()
files[f"{info}/WHEEL"] = f"Wheel-Version: 1.0\nGenerator: fastmtp\nRoot-Is-Purelib: false\nTag: {tag}\n".encode()
files[f"{info}/entry_points.txt"] = b"[console_scripts]\nfastmtp = fastmtp.command:main\n"


def digest(content):
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


record = "".join(f"{name},sha256={digest(content)},{len(content)}\n" for name, content in files.items())
files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()

wheel = directory / f"fastmtp-{version}-{tag}.whl"
with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
    for name, content in files.items():
        entry = zipfile.ZipInfo(name, date)
        entry.compress_type = zipfile.ZIP_DEFLATED
        is_program = name.startswith(("fastmtp/bin/", "fastmtp/lib/fastmtp/fastmtp-"))
        entry.external_attr = (0o100755 if is_program else 0o100644) << 16
        archive.writestr(entry, content)
print(wheel)
