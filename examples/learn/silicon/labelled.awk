# Energy and pressures (bar), the configuration, and a dump with forces, to extended XYZ.
FNR == 1 { file++ }
file == 1 { energy = $1; for (i = 2; i <= 7; i++) s[i] = -$i / 1602176.634 }
file == 2 && FNR == 1 { n = $1 }
file == 2 && FNR == 2 { match($0, /Lattice="[^"]*"/); lattice = substr($0, RSTART, RLENGTH) }
file == 2 && FNR > 2 { place[FNR - 2] = $1 " " $2 " " $3 " " $4 }
file == 3 && FNR > 9 { force[$1] = $6 " " $7 " " $8 }
END {
    print n
    printf "%s Properties=species:S:1:pos:R:3:forces:R:3 energy=%s pbc=\"T T T\" ", lattice, energy
    printf "stress=\"%.12g %.12g %.12g %.12g %.12g %.12g %.12g %.12g %.12g\"\n", s[2], s[7], s[6], s[7], s[3], s[5], s[6], s[5], s[4]
    for (i = 1; i <= n; i++) print place[i], force[i]
}
