#!/bin/sh
# Makes start.xyz: six primitive cells of silicon, strained and with an atom moved, labelled by label.sh.
set -e
here=$(cd "$(dirname "$0")" && pwd)
rm -f "$here/start.xyz"
for i in 1 2 3 4 5 6; do
    directory=$(mktemp -d)
    cd "$directory"
    awk -v seed="$i" 'BEGIN {
        srand(seed)
        a = 5.431 * (0.94 + 0.02 * seed)
        printf "2\nLattice=\"%.8f 0 0 %.8f %.8f 0 %.8f %.8f %.8f\" Properties=species:S:1:pos:R:3 pbc=\"T T T\"\n",
            0.70710678 * a, 0.35355339 * a, 0.61237244 * a, 0.35355339 * a, 0.20412415 * a, 0.57735027 * a
        print "Si 0 0 0"
        printf "Si %.8f %.8f %.8f\n", 0.35355339 * a + 0.2 * (rand() - 0.5), 0.20412415 * a + 0.2 * (rand() - 0.5),
            0.14433757 * a + 0.2 * (rand() - 0.5)
    }' > configuration.xyz
    sh "$here/label.sh"
    cat labelled.xyz >> "$here/start.xyz"
    cd "$here"
    rm -r "$directory"
done
