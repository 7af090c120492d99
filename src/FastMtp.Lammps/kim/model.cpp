// A potential of FastMtp for every program that takes KIM models, LAMMPS, ASE and others. The potential is the file
// potential.fmtp beside this library.
#include "fastmtp.h"

#include "KIM_ModelHeaders.hpp"

#include <dlfcn.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

namespace {

// What a program may hold several of, and uses one at a time each.
struct Model {
    fastmtp_potential *potential;
    double influence_distance;
    double min_distance;
    int will_not_request_neighbors_of_ghosts;
    bool warned;
    std::vector<int> centers;
    std::vector<int> neighbor_counts;
    std::vector<const int *> neighbors;
};

template <typename Kim>
int fail(const Kim *kim, const std::string &sentence)
{
    // The log is a file that few know of.
    std::fprintf(stderr, "fastmtp: %s\n", sentence.c_str());
    kim->LogEntry(KIM::LOG_VERBOSITY::error, sentence, __LINE__, __FILE__);
    return 1;
}

std::string beside_this_library(const char *file)
{
    static const int here = 0;
    Dl_info info;
    if (!dladdr(&here, &info)) return file;
    const std::string path = info.dli_fname;
    return path.substr(0, path.rfind('/') + 1) + file;
}

int compute(const KIM::ModelCompute *kim, const KIM::ModelComputeArguments *arguments)
{
    using namespace KIM::COMPUTE_ARGUMENT_NAME;
    Model *model = nullptr;
    kim->GetModelBufferPointer(reinterpret_cast<void **>(&model));

    const int *count, *species, *contributes;
    const double *positions;
    double *energy, *forces, *energies, *virial, *virials;
    if (arguments->GetArgumentPointer(numberOfParticles, &count) || arguments->GetArgumentPointer(particleSpeciesCodes, &species) ||
        arguments->GetArgumentPointer(particleContributing, &contributes) || arguments->GetArgumentPointer(coordinates, &positions) ||
        arguments->GetArgumentPointer(partialEnergy, &energy) || arguments->GetArgumentPointer(partialForces, &forces) ||
        arguments->GetArgumentPointer(partialParticleEnergy, &energies) || arguments->GetArgumentPointer(partialVirial, &virial) ||
        arguments->GetArgumentPointer(partialParticleVirial, &virials))
        return fail(kim, "the program does not hand over all arguments.");

    model->centers.clear();
    model->neighbor_counts.resize(*count);
    model->neighbors.resize(*count);
    for (int i = 0; i < *count; i++) {
        if (!contributes[i]) continue;
        model->centers.push_back(i);
        if (arguments->GetNeighborList(0, i, &model->neighbor_counts[i], &model->neighbors[i])) return fail(kim, "the program does not hand over the neighbours of an atom.");
    }

    fastmtp_atoms atoms = {};
    atoms.size = sizeof atoms;
    atoms.count = *count;
    atoms.center_count = static_cast<int>(model->centers.size());
    atoms.centers = model->centers.data();
    atoms.species = species;
    atoms.positions = positions;
    atoms.neighbor_counts = model->neighbor_counts.data();
    atoms.neighbors = model->neighbors.data();

    double shortest;
    int pair[2];
    fastmtp_results results = {};
    results.size = sizeof results;
    results.energy = energy;
    results.energies = energies;
    results.forces = forces;
    results.virial = virial;
    results.virials = virials;
    results.shortest = model->min_distance > 0 && !model->warned ? &shortest : nullptr;
    results.shortest_pair = pair;
    if (fastmtp_compute_atoms(model->potential, &atoms, &results) != FASTMTP_OK) return fail(kim, fastmtp_last_error());

    // KIM has the derivative with respect to strain itself.
    if (virial) std::transform(virial, virial + 6, virial, [](double w) { return -w; });
    if (virials) std::transform(virials, virials + 6 * *count, virials, [](double w) { return -w; });
    if (results.shortest && shortest < model->min_distance) {
        std::fprintf(stderr, "fastmtp: two atoms are %.3f A apart, less than the potential was made for (%.3f A); do not trust what follows.\n", shortest, model->min_distance);
        model->warned = true;
    }
    return 0;
}

int create_arguments(const KIM::ModelCompute *, KIM::ModelComputeArgumentsCreate *arguments)
{
    using namespace KIM::COMPUTE_ARGUMENT_NAME;
    for (const auto name : {partialEnergy, partialForces, partialParticleEnergy, partialVirial, partialParticleVirial})
        if (arguments->SetArgumentSupportStatus(name, KIM::SUPPORT_STATUS::optional)) return 1;
    return 0;
}

int destroy_arguments(const KIM::ModelCompute *, KIM::ModelComputeArgumentsDestroy *) { return 0; }

int destroy(KIM::ModelDestroy *kim)
{
    Model *model;
    kim->GetModelBufferPointer(reinterpret_cast<void **>(&model));
    fastmtp_close(model->potential);
    delete model;
    return 0;
}

template <typename Routine>
int set_routine(KIM::ModelCreate *kim, KIM::ModelRoutineName name, Routine *routine)
{
    return kim->SetRoutinePointer(name, KIM::LANGUAGE_NAME::cpp, 1, reinterpret_cast<KIM::Function *>(routine));
}

} // namespace

extern "C" int fastmtp_model_create(
    KIM::ModelCreate *kim, KIM::LengthUnit, KIM::EnergyUnit, KIM::ChargeUnit, KIM::TemperatureUnit, KIM::TimeUnit)
{
    // Programs with other units convert.
    if (kim->SetUnits(KIM::LENGTH_UNIT::A, KIM::ENERGY_UNIT::eV, KIM::CHARGE_UNIT::unused, KIM::TEMPERATURE_UNIT::unused, KIM::TIME_UNIT::unused) ||
        kim->SetModelNumbering(KIM::NUMBERING::zeroBased) ||
        set_routine(kim, KIM::MODEL_ROUTINE_NAME::ComputeArgumentsCreate, create_arguments) ||
        set_routine(kim, KIM::MODEL_ROUTINE_NAME::ComputeArgumentsDestroy, destroy_arguments) ||
        set_routine(kim, KIM::MODEL_ROUTINE_NAME::Compute, compute) ||
        set_routine(kim, KIM::MODEL_ROUTINE_NAME::Destroy, destroy))
        return 1;

    fastmtp_potential *potential;
    if (fastmtp_open(beside_this_library("potential.fmtp").c_str(), nullptr, &potential) != FASTMTP_OK) return fail(kim, fastmtp_last_error());
    for (int species = 0; species < fastmtp_species_count(potential); species++) {
        const char *name = fastmtp_species_name(potential, species);
        if (!name || kim->SetSpeciesCode(KIM::SpeciesName(name), species)) {
            const std::string sentence = name ? std::string(name) + " is no chemical element; KIM has no other species." : fastmtp_last_error();
            fastmtp_close(potential);
            return fail(kim, sentence);
        }
    }
    Model *model = new Model();
    model->potential = potential;
    model->influence_distance = fastmtp_cutoff(potential);
    model->min_distance = fastmtp_min_distance(potential);
    model->will_not_request_neighbors_of_ghosts = 1;
    kim->SetModelBufferPointer(model);
    kim->SetInfluenceDistancePointer(&model->influence_distance);
    kim->SetNeighborListPointers(1, &model->influence_distance, &model->will_not_request_neighbors_of_ghosts);
    return 0;
}
