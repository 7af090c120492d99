#!/bin/sh
# Labels configuration.xyz with LAMMPS: energy (eV), forces (eV/Å) and stress (eV/Å³, positive under tension) in labelled.xyz.
set -e
here=$(dirname "$0")
export LAMMPS_POTENTIALS="${LAMMPS_POTENTIALS:-/usr/share/lammps/potentials}"
awk -f "$here/data.awk" configuration.xyz > configuration.data
lmp -in "$here/label.in" -log none > lammps.out
awk -f "$here/labelled.awk" thermo.txt configuration.xyz labelled.dump > labelled.xyz
