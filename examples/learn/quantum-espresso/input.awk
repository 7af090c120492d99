# Extended XYZ with one cell to an input of pw.x.
NR == 1 {
    n = $1
    print "&control\n calculation = 'scf', tprnfor = .true., tstress = .true., outdir = 'scratch', pseudo_dir = '" pseudo "'\n/"
    print "&system\n ibrav = 0, nat = " n ", ntyp = 1, ecutwfc = 16, nosym = .true.\n/"
    print "&electrons\n conv_thr = 1e-9\n/"
    print "ATOMIC_SPECIES\n Si 28.0855 Si.pz-vbc.UPF\nK_POINTS automatic\n 4 4 4 1 1 1"
}
NR == 2 {
    match($0, /Lattice="[^"]*"/)
    split(substr($0, RSTART + 9, RLENGTH - 10), v, " ")
    print "CELL_PARAMETERS angstrom"
    for (i = 1; i <= 9; i += 3) print v[i], v[i + 1], v[i + 2]
    print "ATOMIC_POSITIONS angstrom"
}
NR > 2 && NR <= n + 2 { print $1, $2, $3, $4 }
