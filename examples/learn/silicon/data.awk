# Extended XYZ with one cell, whose vectors are as LAMMPS wants them, to a data file.
NR == 2 {
    match($0, /Lattice="[^"]*"/)
    split(substr($0, RSTART + 9, RLENGTH - 10), v, " ")
    print "configuration\n\n" n " atoms\n1 atom types\n"
    print "0 " v[1] " xlo xhi\n0 " v[5] " ylo yhi\n0 " v[9] " zlo zhi\n" v[4] " " v[7] " " v[8] " xy xz yz\n"
    print "Atoms\n"
}
NR == 1 { n = $1 }
NR > 2 && NR <= n + 2 { print NR - 2, 1, $2, $3, $4 }
