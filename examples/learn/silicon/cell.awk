# A dump of one orthogonal cell to extended XYZ.
FNR == 4 { n = $1; print n }
FNR >= 6 && FNR <= 8 { low[FNR - 5] = $1; edge[FNR - 5] = $2 - $1 }
FNR == 9 { printf "Lattice=\"%s 0 0 0 %s 0 0 0 %s\" Properties=species:S:1:pos:R:3 pbc=\"T T T\"\n", edge[1], edge[2], edge[3] }
FNR > 9 { printf "%s %.10f %.10f %.10f\n", $2, $3 - low[1], $4 - low[2], $5 - low[3] }
