/*
 * A program that knows fastmtp.h and nothing else: opens a potential, evaluates a configuration from standard input in
 * several threads, and prints the results of the first: energy, virial, then x y z of the force on each atom.
 */
#include "fastmtp.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define THREADS 4
#define ROUNDS 20

static fastmtp_potential *potential;
static fastmtp_configuration configuration;

struct answer {
    double energy, virial[6], *forces;
    int failed;
};

static void *evaluate(void *argument)
{
    struct answer *answer = argument;
    fastmtp_results results = {.size = sizeof results, .energy = &answer->energy, .virial = answer->virial, .forces = answer->forces};
    for (int round = 0; round < ROUNDS; round++)
        answer->failed |= fastmtp_compute_configuration(potential, &configuration, &results) != FASTMTP_OK;
    return NULL;
}

static int fail(const char *what)
{
    fprintf(stderr, "%s: %s\n", what, fastmtp_last_error());
    return 1;
}

int main(int argc, char **argv)
{
    if (argc != 2 || fastmtp_abi_version() != FASTMTP_ABI_VERSION) return fail("version");
    if (fastmtp_open(argv[1], NULL, &potential) != FASTMTP_OK) return fail("open");

    configuration.size = sizeof configuration;
    if (scanf("%d", &configuration.count) != 1) return 1;
    for (int k = 0; k < 9; k++)
        if (scanf("%lf", &configuration.cell[k]) != 1) return 1;
    for (int k = 0; k < 3; k++)
        if (scanf("%d", &configuration.periodic[k]) != 1) return 1;
    const size_t count = (size_t)configuration.count;
    int *species = calloc(count, sizeof *species);
    double *positions = calloc(3 * count, sizeof *positions);
    for (size_t i = 0; i < count; i++)
        if (scanf("%d %lf %lf %lf", &species[i], &positions[3 * i], &positions[3 * i + 1], &positions[3 * i + 2]) != 4) return 1;
    configuration.species = species;
    configuration.positions = positions;

    struct answer answers[THREADS] = {0};
    pthread_t threads[THREADS];
    for (int t = 0; t < THREADS; t++) {
        answers[t].forces = calloc(3 * count, sizeof(double));
        if (pthread_create(&threads[t], NULL, evaluate, &answers[t]) != 0) return 1;
    }
    for (int t = 0; t < THREADS; t++) {
        pthread_join(threads[t], NULL);
        if (answers[t].failed || answers[t].energy != answers[0].energy
            || memcmp(answers[t].forces, answers[0].forces, 3 * count * sizeof(double)) != 0)
            return fail("threads");
    }
    printf("%.17g\n", answers[0].energy);
    for (int k = 0; k < 6; k++) printf("%.17g\n", answers[0].virial[k]);
    for (size_t i = 0; i < 3 * count; i++) printf("%.17g\n", answers[0].forces[i]);
    for (int t = 0; t < THREADS; t++) free(answers[t].forces);
    free(species);
    free(positions);
    fastmtp_close(potential);
    return 0;
}
