# The configuration and the output of pw.x to extended XYZ. Units there: Ry and bohr; its stress is positive under pressure.
BEGIN { rydberg = 13.605693122994; bohr = 0.529177210903 }
FNR == 1 { file++ }
file == 1 && FNR == 1 { n = $1 }
file == 1 && FNR == 2 { match($0, /Lattice="[^"]*"/); lattice = substr($0, RSTART, RLENGTH) }
file == 1 && FNR > 2 { place[FNR - 2] = $1 " " $2 " " $3 " " $4 }
/^! +total energy/ { energy = $5 * rydberg }
/Forces acting on atoms/ { forces = 1 }
/Total force =/ { forces = 0 }
file == 2 && forces && $1 == "atom" { for (i = 7; i <= 9; i++) force[$2] = force[$2] sprintf(" %.10g", $i * rydberg / bohr) }
/total +stress +\(Ry/ { rows = 3; next }
rows > 0 { for (i = 1; i <= 3; i++) stress = stress sprintf("%s%.10g", stress == "" ? "" : " ", -$i * rydberg / bohr ^ 3); rows-- }
END {
    printf "%d\n%s Properties=species:S:1:pos:R:3:forces:R:3 pbc=\"T T T\" energy=%.10f stress=\"%s\"\n", n, lattice, energy, stress
    for (i = 1; i <= n; i++) print place[i] force[i]
}
