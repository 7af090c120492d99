// Says in words how near atoms are, compared with the training data.
#ifndef NEAREST_ATOMS_H
#define NEAREST_ATOMS_H

#include "fastmtp.h"

#include <cmath>
#include <cstdio>
#include <string>

// KIM passes no atom IDs, so atoms are named by element and position.
inline std::string describe_atom(const fastmtp_potential *potential, const fastmtp_atoms &atoms, int i)
{
    const char *element = fastmtp_species_name(potential, atoms.species[i]);
    const double *r = atoms.positions + 3 * i;
    char position[80];
    std::snprintf(position, sizeof position, " at (%.6g, %.6g, %.6g)", r[0], r[1], r[2]);
    return (element ? element : "an atom") + std::string(position);
}

// Distance from which the potential was fitted to two species, Å; 0 if unknown.
inline double least_distance(const fastmtp_potential *potential, int a, int b)
{
    const double least = fastmtp_shortest_distance(potential, a, b);
    return least > 0 ? least : fastmtp_min_distance(potential);
}

inline double squared_distance(const fastmtp_atoms &atoms, int i, int j)
{
    const double *a = atoms.positions + 3 * i, *b = atoms.positions + 3 * j;
    return (a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]);
}

inline std::string describe_pair(const fastmtp_potential *potential, const fastmtp_atoms &atoms, int i, int j, double distance)
{
    char text[120];
    const double least = least_distance(potential, atoms.species[i], atoms.species[j]);
    const int length = std::snprintf(text, sizeof text, ", %.3f Å apart", distance);
    if (least > 0) std::snprintf(text + length, sizeof text - length, "; the potential was fitted to distances above %.3f Å", least);
    return describe_atom(potential, atoms, i) + " and " + describe_atom(potential, atoms, j) + text;
}

inline std::string describe_nearest(const fastmtp_potential *potential, const fastmtp_atoms &atoms)
{
    double least = INFINITY;
    int first = -1, second = -1;
    for (int c = 0; c < atoms.center_count; c++) {
        const int i = atoms.centers[c];
        for (int k = 0; k < atoms.neighbor_counts[i]; k++) {
            const int j = atoms.neighbors[i][k];
            if (j < 0 || j >= atoms.count || j == i) continue;
            const double squared = squared_distance(atoms, i, j);
            if (squared < least) least = squared, first = i, second = j;
        }
    }
    return first < 0 ? "none have a finite distance" : describe_pair(potential, atoms, first, second, std::sqrt(least));
}

#endif
