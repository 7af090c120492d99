/*
 * FastMtp: moment tensor potentials for simulation programs.
 *
 * Units are eV and Å. The virial is minus the derivative of the energy with respect to strain, in eV, ordered
 * xx yy zz yz xz xy; it is positive under compression. The stress is minus the virial divided by the volume.
 *
 * When a function fails, fastmtp_last_error() says why in one sentence. Unless noted otherwise, all functions may be
 * called from several threads at once, also for the same potential.
 */
#ifndef FASTMTP_H
#define FASTMTP_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Incremented by every incompatible change of this file. */
#define FASTMTP_ABI_VERSION 1

typedef enum fastmtp_status {
    FASTMTP_OK = 0,
    FASTMTP_BAD_INPUT = 1,     /* unusable file, atoms or argument */
    FASTMTP_BAD_HANDLE = 2,    /* not the handle of an open potential */
    FASTMTP_NOT_AVAILABLE = 3, /* this potential or version cannot compute what was asked for */
    FASTMTP_NO_MEMORY = 4,
    FASTMTP_UNSUPPORTED = 5,   /* unsupported processor, or files of the library are missing */
    FASTMTP_INTERNAL = 6       /* bug in the library; please report it */
} fastmtp_status;

/* With what precision a potential is evaluated. */
typedef enum fastmtp_precision {
    FASTMTP_DOUBLE = 0, /* double precision throughout */
    FASTMTP_MIXED = 1   /* single precision inside an atom's neighbourhood, all sums over atoms in double precision */
} fastmtp_precision;

/* Handle of an open potential. */
typedef struct fastmtp_potential fastmtp_potential;

/* The FASTMTP_ABI_VERSION that the library was built with; 0 if it cannot run on this machine. */
int fastmtp_abi_version(void);

/* Why the last failed call of this thread failed, UTF-8; valid until the next failed call of this thread. */
const char *fastmtp_last_error(void);

/*
 * Opens a potential file, .mtp, .fmtp or .yace (PACE), plain or gzipped.
 * path     UTF-8.
 * species  Element symbols in the order of the file, such as "Mo,Nb,Ta,W", for a file that does not name its species;
 *          NULL if names are not needed. If the file has names, these must be the same.
 */
fastmtp_status fastmtp_open(const char *path, const char *species, fastmtp_potential **potential);

/* Closes a potential that no thread is using. NULL is allowed. */
void fastmtp_close(fastmtp_potential *potential);

/*
 * The following functions return 0, -1 (fastmtp_species_number) or NULL for an invalid handle. Strings are UTF-8 and valid
 * until the potential is closed.
 */

/* Cutoff radius, Å. */
double fastmtp_cutoff(const fastmtp_potential *potential);

/* Shortest distance that the potential was fitted to, Å; 0 if unknown. Do not trust it for atoms nearer than that. */
double fastmtp_min_distance(const fastmtp_potential *potential);

/*
 * Shortest distance between atoms of two species in the training data, Å; 0 if unknown, or if there are no such atoms within the
 * cutoff. Do not trust the potential for atoms nearer than that. Files in the .mtp or .yace format do not hold it.
 */
double fastmtp_shortest_distance(const fastmtp_potential *potential, int first, int second);

/* Number of species; species are numbered from 0. */
int fastmtp_species_count(const fastmtp_potential *potential);

/* Element symbol of a species; NULL if the file does not name its species, as .mtp files of other programs do not. */
const char *fastmtp_species_name(const fastmtp_potential *potential, int species);

/* Species number of an element; -1 if the potential does not have it. */
int fastmtp_species_number(const fastmtp_potential *potential, const char *name);

/*
 * The kernel that evaluates the potential: "generated-512", "compiled-512", "interpreter-256", "pace-512", …; after fastmtp_set_precision
 * another, such as "generated-512-mixed".
 */
const char *fastmtp_kernel(const fastmtp_potential *potential);

/*
 * NULL if compiled code evaluates the potential: the library has it for whole levels, and fastmtp export compiles it for other bases, to
 * files that lie beside this library. Otherwise one sentence that says why the interpreter does, which gives the same results more slowly.
 */
const char *fastmtp_why_interpreted(const fastmtp_potential *potential);

/*
 * Sets the number of threads per call, 0 for one per core. The default is 1, as every MPI rank has its own core. Results
 * do not depend on it. No other thread may be using the potential.
 */
fastmtp_status fastmtp_set_threads(fastmtp_potential *potential, int threads);

/*
 * Sets the precision of evaluations. The default is FASTMTP_DOUBLE. Mixed precision is nearly twice as fast where the potential itself
 * takes most of the time, with errors of forces near 1e-6 of their size; energies, forces and virials are doubles all the same. It has no
 * grades: fastmtp_has_grades returns 0. Committees and potentials of PACE have double precision only, and FASTMTP_MIXED returns
 * FASTMTP_NOT_AVAILABLE. No other thread may be using the potential.
 */
fastmtp_status fastmtp_set_precision(fastmtp_potential *potential, fastmtp_precision precision);

/* Atoms with the caller's neighbour lists, such as the local and ghost atoms of an MPI rank. */
typedef struct fastmtp_atoms {
    size_t size;             /* sizeof(fastmtp_atoms) */
    int count;               /* all atoms, including ghosts */
    int center_count;        /* atoms that have a site energy: the local ones */
    const int *centers;      /* [center_count] their indices, all different; NULL for 0 … center_count - 1 */
    const int *species;      /* [count] */
    const double *positions; /* [count][3] Å, within ±1e9 */
    /*
     * Full lists: if i and j are centres, j is in the list of i and i in the list of j. An atom occurs at most once in a
     * list, so periodic images are atoms of their own. Neighbours beyond the cutoff are ignored. Set neighbor_counts and
     * neighbors, as LAMMPS and KIM have them, or first and list.
     */
    const int *neighbor_counts;   /* [count] lengths of the lists; only those of centres are read */
    const int *const *neighbors;  /* [count] the lists; only those of centres are read */
    const int64_t *first;         /* [count + 1] the list of atom i is list[first[i]] … list[first[i + 1] - 1]; only centres are */
    const int *list;              /* read, so center_count + 1 offsets are enough if the centres come first */
    int neighbor_mask;            /* the bits of an entry that are the atom index, such as NEIGHMASK of LAMMPS; 0 for all */
} fastmtp_atoms;

/* Atoms in a cell, periodic or not. The library finds the neighbours. */
typedef struct fastmtp_configuration {
    size_t size;             /* sizeof(fastmtp_configuration) */
    int count;
    const int *species;      /* [count] */
    const double *positions; /* [count][3] Å; may lie outside the cell */
    double cell[9];          /* lattice vectors a, b, c, Å; any handedness, shape and size */
    int periodic[3];         /* whether the cell is periodic along a, b, c; the vectors of other directions are ignored */
} fastmtp_configuration;

/* Where to write results; NULL for those not wanted. */
typedef struct fastmtp_results {
    size_t size;           /* sizeof(fastmtp_results) */
    double *energy;        /* [1] eV */
    double *virial;        /* [6] eV */
    double *energies;      /* [count] eV, sum to the energy; 0 for ghosts */
    double *forces;        /* [count][3] eV/Å; forces on ghosts are to be added to those on their owners */
    double *virials;       /* [count][6] eV, sum to the virial; 0 for ghosts */
    /*
     * The centre and neighbour whose distance is the shortest in relation to fastmtp_shortest_distance of their species; where that
     * is 0, in relation to fastmtp_min_distance.
     */
    double *shortest;      /* [1] their distance, Å; infinite without neighbours */
    int *shortest_pair;    /* [2] their indices; -1 without neighbours */
    double *grades;        /* [count] extrapolation grade of each centre, 0 for ghosts; see fastmtp_has_grades */
    int adds;              /* 0: results are overwritten; 1: energies, forces and virials, total or per atom, are added to what is there */
    /*
     * Of a committee (fastmtp_member_count): by how much its members disagree on the force on each atom, eV/Å: the standard
     * deviation over the members of the vector, times the scale that calibrates it. It is of the force that comes from the site
     * energies of the centres, which is the whole force where all neighbours of an atom within the cutoff are centres: always in
     * a configuration. With ghosts, spreads cannot be added up like forces. For local atoms, call once more for spreads alone, with
     * their ghost neighbours, and the lists of those, among the centres.
     *
     * A caller that was compiled without this member passes a smaller size.
     */
    double *spreads;       /* [count] */
} fastmtp_results;

/*
 * 1 if the potential has extrapolation grades, that is an active set of neighbourhoods, which fastmtp grade --save adds to a .fmtp
 * file; 0 otherwise, and asking for grades returns FASTMTP_NOT_AVAILABLE. Up to 1 an atom is within the training data; from 2 on it
 * should be added to them. Grades take five to ten times as long as forces, so ask for them every few steps.
 */
int fastmtp_has_grades(const fastmtp_potential *potential);

/*
 * Number of members of a committee, whose mean is predicted; 0 for a single potential, and asking for spreads returns
 * FASTMTP_NOT_AVAILABLE.
 */
int fastmtp_member_count(const fastmtp_potential *potential);

/*
 * Evaluates atoms with the caller's neighbour lists. After a failure the results are undefined. The library detects
 * consecutive calls with the same lists and species and small displacements, and is faster for them.
 */
fastmtp_status fastmtp_compute_atoms(fastmtp_potential *potential, const fastmtp_atoms *atoms, const fastmtp_results *results);

/* Evaluates a whole configuration. After a failure the results are undefined. */
fastmtp_status fastmtp_compute_configuration(
    fastmtp_potential *potential, const fastmtp_configuration *configuration, const fastmtp_results *results);

#ifdef __cplusplus
}
#endif

#endif
