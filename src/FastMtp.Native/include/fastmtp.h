/*
 * FastMtp: Moment Tensor Potentials for programs that move atoms.
 *
 * Units: eV, Å. Virials are minus the derivative of the energy with respect to strain, eV, xx yy zz yz xz xy: positive
 * when compressed; the stress is the negative of it divided by the volume.
 *
 * Every function that returns a fastmtp_status says with fastmtp_last_error() what was wrong, in one sentence. All
 * functions may be called from several threads, also for the same potential at the same time.
 */
#ifndef FASTMTP_H
#define FASTMTP_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Goes up when something here changes its meaning; new functions and members at the ends of structs leave it as it is. */
#define FASTMTP_ABI_VERSION 1

typedef enum fastmtp_status {
    FASTMTP_OK = 0,
    FASTMTP_BAD_INPUT = 1,     /* a file, an atom or an argument cannot be used */
    FASTMTP_BAD_HANDLE = 2,    /* not a potential that is open */
    FASTMTP_NOT_AVAILABLE = 3, /* asked for something that this potential or version does not have */
    FASTMTP_NO_MEMORY = 4,
    FASTMTP_UNSUPPORTED = 5,   /* this processor cannot run it, or files of the library are missing */
    FASTMTP_INTERNAL = 6       /* a defect of the library */
} fastmtp_status;

/* A potential that is open. */
typedef struct fastmtp_potential fastmtp_potential;

/* The FASTMTP_ABI_VERSION that the library was built with, 0 if it cannot run here. */
int fastmtp_abi_version(void);

/* What went wrong in the last call from this thread that failed, UTF-8; valid until the thread's next call that fails. */
const char *fastmtp_last_error(void);

/*
 * Opens a potential, .mtp or .fmtp, also gzipped.
 * path     UTF-8.
 * species  Names for the species of a file that gives none, in its order: "Mo,Nb,Ta,W". NULL if there is no need for
 *          names. Where the file gives names, these must be the same.
 */
fastmtp_status fastmtp_open(const char *path, const char *species, fastmtp_potential **potential);

/* Closes it; no thread may be using it. NULL is allowed. */
void fastmtp_close(fastmtp_potential *potential);

/* Of a handle that is none, the numbers are 0 and the texts NULL. Texts are valid until the potential is closed. */

/* Radius of the neighbourhood, Å: pairs farther apart do not interact. */
double fastmtp_cutoff(const fastmtp_potential *potential);

/* Shortest distance that the potential was made for, Å; 0 if unknown. Nearer than that it is not to be trusted. */
double fastmtp_min_distance(const fastmtp_potential *potential);

/* Number of species; they are numbered from 0. */
int fastmtp_species_count(const fastmtp_potential *potential);

/* Element symbol of a species; NULL if the file did not name it (.mtp files of other programs do not). */
const char *fastmtp_species_name(const fastmtp_potential *potential, int species);

/* Number of an element; -1 if the potential does not have it. */
int fastmtp_species_number(const fastmtp_potential *potential, const char *name);

/* What runs: "generated-512", "interpreter-256", … */
const char *fastmtp_kernel(const fastmtp_potential *potential);

/*
 * Threads that one call uses, 0 for one per core. At first one: under MPI every rank has its own core. Results do not
 * depend on it. No other thread may be using the potential.
 */
fastmtp_status fastmtp_set_threads(fastmtp_potential *potential, int threads);

/* Atoms with neighbours that the caller has found, such as the local and ghost atoms of a domain. */
typedef struct fastmtp_atoms {
    size_t size;             /* sizeof(fastmtp_atoms) */
    int count;               /* all atoms, ghosts too */
    int center_count;        /* atoms that have an energy, the local ones */
    const int *centers;      /* [center_count] which atoms these are; NULL for 0 … center_count - 1 */
    const int *species;      /* [count] */
    const double *positions; /* [count][3] Å */
    /*
     * Full lists: j is among the neighbours of i and i among those of j if both are centres. What is beyond the cutoff is
     * left out here. Either pointers, as LAMMPS and KIM have them, or one array after the other.
     */
    const int *neighbor_counts;   /* [count] read at the centres */
    const int *const *neighbors;  /* [count][neighbor_counts] read at the centres */
    const int64_t *first;         /* [count + 1] if neighbors is NULL: those of atom i are list[first[i]] … list[first[i + 1] - 1]; */
    const int *list;              /* read at the centres, so that center_count + 1 are enough if the centres come first */
    int neighbor_mask;            /* bits of an entry that are the atom, such as LAMMPS' NEIGHMASK; 0 for all */
} fastmtp_atoms;

/* Atoms in a cell that repeats, or does not. Neighbours are found here. */
typedef struct fastmtp_configuration {
    size_t size;             /* sizeof(fastmtp_configuration) */
    int count;
    const int *species;      /* [count] */
    const double *positions; /* [count][3] Å; may lie outside the cell */
    double cell[9];          /* lattice vectors a, b, c, Å; any handedness, shape and size */
    int periodic[3];         /* whether it repeats along a, b, c; vectors of other directions are not looked at */
} fastmtp_configuration;

/* Where results go; NULL for what is not wanted. */
typedef struct fastmtp_results {
    size_t size;           /* sizeof(fastmtp_results) */
    double *energy;        /* [1] eV */
    double *virial;        /* [6] eV */
    double *energies;      /* [count] eV, sum to the energy; 0 for ghosts */
    double *forces;        /* [count][3] eV/Å; what centres exert on ghosts is at the ghosts */
    double *virials;       /* [count][6] eV, sum to the virial; 0 for ghosts */
    double *shortest;      /* [1] shortest distance between a centre and a neighbour, Å; infinite without neighbours */
    int *shortest_pair;    /* [2] the atoms that are so near; -1 without neighbours */
    double *grades;        /* [count] extrapolation grade of each centre's surroundings; see fastmtp_has_grades */
    int adds;              /* 0: arrays are overwritten; 1: energies, forces, virials, energy and virial are added to what is there */
} fastmtp_results;

/* 1 if the potential can tell how far surroundings are from what it was fitted to; otherwise asking is FASTMTP_NOT_AVAILABLE. */
int fastmtp_has_grades(const fastmtp_potential *potential);

/*
 * Evaluates atoms whose neighbours the caller found. After a failure the results mean nothing. Calls that follow one
 * another with the same lists and species, while no atom moves far, take less time: the library sees that by itself.
 */
fastmtp_status fastmtp_compute_atoms(fastmtp_potential *potential, const fastmtp_atoms *atoms, const fastmtp_results *results);

/* Evaluates a whole configuration. After a failure the results mean nothing. */
fastmtp_status fastmtp_compute_configuration(fastmtp_potential *potential, const fastmtp_configuration *configuration, const fastmtp_results *results);

#ifdef __cplusplus
}
#endif

#endif
