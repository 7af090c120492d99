// Ends all ranks of an MPI job from a library that is not linked to MPI.
#ifndef PARALLEL_JOB_H
#define PARALLEL_JOB_H

#include <dlfcn.h>

#include <cstdio>

template <typename Communicator>
void abort_ranks_of(Communicator world)
{
    const auto get_size = reinterpret_cast<int (*)(Communicator, int *)>(dlsym(RTLD_DEFAULT, "MPI_Comm_size"));
    const auto abort = reinterpret_cast<int (*)(Communicator, int)>(dlsym(RTLD_DEFAULT, "MPI_Abort"));
    int ranks = 1;
    if (!get_size || !abort || get_size(world, &ranks) || ranks == 1) return;
    // What this rank has not yet written, such as the log of LAMMPS, would be lost.
    std::fflush(nullptr);
    abort(world, 1);
}

// LAMMPS reports a failed model by a call that waits for every rank. Where the others succeeded, the job would hang, so
// it is aborted here. Does nothing in a program of one process.
inline void abort_parallel_job()
{
    const auto is_initialized = reinterpret_cast<int (*)(int *)>(dlsym(RTLD_DEFAULT, "MPI_Initialized"));
    int initialized = 0;
    if (!is_initialized || is_initialized(&initialized) || !initialized) return;
    // MPI_COMM_WORLD is the address of an object in Open MPI, a number in MPICH and Intel MPI.
    if (void *world = dlsym(RTLD_DEFAULT, "ompi_mpi_comm_world"))
        abort_ranks_of(world);
    else
        abort_ranks_of(0x44000000);
}

#endif
