#!/bin/sh
# Labels configuration.xyz with pw.x of Quantum ESPRESSO: energy (eV), forces (eV/Å) and stress (eV/Å³, positive under tension)
# in labelled.xyz.
# PSEUDO names the directory of the pseudopotential, PW the program, such as "mpirun -np 8 pw.x".
set -e
here=$(dirname "$0")
awk -v pseudo="${PSEUDO:-.}" -f "$here/input.awk" configuration.xyz > pw.in
${PW:-pw.x} -in pw.in > pw.out
grep -q "convergence has been achieved" pw.out || { echo "pw.x has not converged"; exit 1; }
awk -f "$here/labelled.awk" configuration.xyz pw.out > labelled.xyz
rm -rf scratch
