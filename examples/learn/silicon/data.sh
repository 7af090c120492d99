#!/bin/sh
# Makes start.xyz, ten cells of the crystal at 300 K and different volumes, and melt.xyz, twenty cells of the melt, both with the teacher's
# labels.
set -e
here=$(cd "$(dirname "$0")" && pwd)
export LAMMPS_POTENTIALS="${LAMMPS_POTENTIALS:-/usr/share/lammps/potentials}"

make_cells() { # output, lattice constant, seed, first and second temperature, steps at each, steps between cells, ensemble
    directory=$(mktemp -d)
    cd "$directory"
    if [ "$8" = npt ]; then pressure="iso 0 0 1"; else pressure=""; fi
    lmp -in "$here/data.in" -log none -var a "$2" -var seed "$3" -var hot "$4" -var temperature "$5" -var steps "$6" -var every "$7" \
        -var ensemble "$8" -var pressure "$pressure" > lammps.out
    for cell in cell.*.dump; do
        [ "$cell" = cell.0.dump ] && continue
        awk -f "$here/cell.awk" "$cell" > configuration.xyz
        sh "$here/label.sh"
        cat labelled.xyz >> "$1"
    done
    cd "$here"
    rm -r "$directory"
}

rm -f "$here/start.xyz" "$here/melt.xyz"
for i in 0 1 2 3 4 5 6 7 8 9; do
    make_cells "$here/start.xyz" "5.$((34 + 2 * i))" "$((i + 1))" 300 300 500 500 nvt
done
for seed in 11 12 13 14; do
    make_cells "$here/melt.xyz" 5.431 "$seed" 4000 "$((1300 + 500 * (seed - 10)))" 10000 2000 npt
done
