// A FastMtp potential as a KIM model, for LAMMPS, ASE and every other KIM simulator. The potential is a file
// next to this library.
#include "fastmtp.h"
#include "nearest_atoms.h"
#include "parallel_job.h"
#include "watch.h"

#include "KIM_ModelHeaders.hpp"

#include <dlfcn.h>

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

namespace {

// A simulator may hold several; each serves one call at a time.
struct Model {
    fastmtp_potential *potential = nullptr;
    double cutoff = 0, influence_distance = 0;
    // [species][species] distances that the potential was fitted from, Å; 0 if unknown.
    std::vector<double> least;
    int will_not_request_neighbors_of_ghosts = 1;
    // The pair that came nearest so far in relation to them, if too near: when a simulation breaks, its last positions say little.
    double ratio = 1;
    std::string nearest;
    // What says whether to trust the results: grades, or how far a committee disagrees.
    Watch watch;
    // The same potential, for calls with other centres: a potential is fast in calls with the same ones.
    fastmtp_potential *committee = nullptr;
    std::vector<double> doubts;
    std::vector<int> centers;
    std::vector<int> neighbor_counts;
    std::vector<const int *> neighbors;

    double least_distance(int a, int b) const { return least[a * fastmtp_species_count(potential) + b]; }
};

template <typename Kim>
int fail(const Kim *kim, const std::string &sentence)
{
    // KIM's log is a file that few users know of.
    std::fprintf(stderr, "fastmtp: %s\n", sentence.c_str());
    kim->LogEntry(KIM::LOG_VERBOSITY::error, sentence, __LINE__, __FILE__);
    return 1;
}

std::string path_next_to_this_library(const char *file)
{
    static const int here = 0;
    Dl_info info;
    if (!dladdr(&here, &info)) return file;
    const std::string path = info.dli_fname;
    return path.substr(0, path.rfind('/') + 1) + file;
}

bool all_finite(const double *numbers, int count)
{
    bool finite = true;
    for (int i = 0; i < count; i++) finite &= std::fabs(numbers[i]) <= DBL_MAX;
    return finite;
}

int fail_compute(const KIM::ModelCompute *kim, const std::string &sentence)
{
    fail(kim, sentence);
    abort_parallel_job();
    return 1;
}

int fail_atoms(const KIM::ModelCompute *kim, const Model &model, const fastmtp_atoms &atoms, std::string reason)
{
    if (!reason.empty() && reason.back() == '.') reason.pop_back();
    const std::string nearest = model.nearest.empty() ? describe_nearest(model.potential, atoms) : model.nearest;
    return fail_compute(kim, reason + "; nearest atoms so far: " + nearest + ".");
}

// How far a committee disagrees on forces, which come from the site energies of an atom and of its neighbours: ghosts, too.
int find_spreads(const KIM::ModelComputeArguments *arguments, Model *model, fastmtp_atoms atoms)
{
    std::vector<int> centers(model->centers);
    std::vector<char> is_center(atoms.count);
    for (const int i : centers) is_center[i] = 1;
    for (const int i : model->centers) {
        for (int k = 0; k < atoms.neighbor_counts[i]; k++) {
            const int j = atoms.neighbors[i][k];
            if (is_center[j] || squared_distance(atoms, i, j) >= model->cutoff * model->cutoff) continue;
            is_center[j] = 1;
            centers.push_back(j);
            if (arguments->GetNeighborList(0, j, &model->neighbor_counts[j], &model->neighbors[j])) return 1;
        }
    }
    atoms.centers = centers.data();
    atoms.center_count = static_cast<int>(centers.size());
    fastmtp_results results = {};
    results.size = sizeof results;
    results.spreads = model->doubts.data();
    return fastmtp_compute_atoms(model->committee, &atoms, &results) != FASTMTP_OK;
}

// Reports atoms that the potential does not know, or ends the run.
int watch(const KIM::ModelCompute *kim, Model *model, const fastmtp_atoms &atoms)
{
    if (model->centers.empty()) return 0;
    const std::vector<double> &doubts = model->doubts;
    int worst = model->centers.front();
    for (const int i : model->centers)
        if (!(doubts[i] <= doubts[worst]) && !std::isnan(doubts[worst])) worst = i;
    const double value = doubts[worst];
    Watch &watch = model->watch;
    if (watch.must_end(value))
        return fail_compute(kim, watch.describe(model->potential, atoms, worst, value, watch.limit()) +
                                     ": the training data have nothing like it, so the run ends; label such configurations and fit again.");
    if (!watch.must_report(value)) return 0;
    const std::string sentence = watch.describe(model->potential, atoms, worst, value, watch.threshold());
    std::fprintf(stderr, "fastmtp: extrapolation: %s; label such configurations and fit again.\n", sentence.c_str());
    kim->LogEntry(KIM::LOG_VERBOSITY::warning, sentence, __LINE__, __FILE__);
    return 0;
}

// Grades or spreads in place of energies, zero in place of everything else.
void return_doubts(const Model &model, int count, double *energy, double *energies, const std::vector<std::pair<double *, int>> &others)
{
    if (energy) *energy = 0;
    if (energies) std::fill_n(energies, count, 0.0);
    for (const int i : model.centers) {
        if (energy) *energy += model.doubts[i];
        if (energies) energies[i] = model.doubts[i];
    }
    for (const auto &other : others)
        if (other.first) std::fill_n(other.first, other.second, 0.0);
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
        return fail_compute(kim, "the simulator does not provide all arguments.");

    model->centers.clear();
    model->neighbor_counts.resize(*count);
    model->neighbors.resize(*count);
    for (int i = 0; i < *count; i++) {
        if (!contributes[i]) continue;
        model->centers.push_back(i);
        if (arguments->GetNeighborList(0, i, &model->neighbor_counts[i], &model->neighbors[i]))
            return fail_compute(kim, "the simulator does not provide the neighbours of an atom.");
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
    const bool must_watch = model->watch.begin_evaluation();
    if (must_watch) model->doubts.assign(*count, 0);
    if (must_watch && !model->committee) results.grades = model->doubts.data();
    if (must_watch && model->committee && find_spreads(arguments, model, atoms))
        return fail_atoms(kim, *model, atoms, fastmtp_last_error());
    const bool as_energies = model->watch.as_energies();
    if (!as_energies) {
        results.energy = energy;
        results.energies = energies;
        results.forces = forces;
        results.virial = virial;
        results.virials = virials;
    }
    results.shortest = *std::max_element(model->least.begin(), model->least.end()) > 0 ? &shortest : nullptr;
    results.shortest_pair = pair;
    if (fastmtp_compute_atoms(model->potential, &atoms, &results) != FASTMTP_OK)
        return fail_atoms(kim, *model, atoms, fastmtp_last_error());
    // Where nothing is known of a pair, its ratio is infinite.
    const double ratio = results.shortest && pair[0] >= 0 ? shortest / model->least_distance(species[pair[0]], species[pair[1]]) : 1;
    if (ratio < model->ratio) {
        const bool is_first = model->nearest.empty();
        model->ratio = ratio;
        model->nearest = describe_pair(model->potential, atoms, pair[0], pair[1], shortest);
        if (is_first) std::fprintf(stderr, "fastmtp: atoms too near: %s; do not trust what follows.\n", model->nearest.c_str());
    }
    if (as_energies) {
        return_doubts(*model, *count, energy, energies, {{forces, 3 * *count}, {virial, 6}, {virials, 6 * *count}});
        return 0;
    }
    if ((energy && !all_finite(energy, 1)) || (forces && !all_finite(forces, 3 * *count)))
        return fail_atoms(kim, *model, atoms, "the energy or a force is not finite");

    if (must_watch && watch(kim, model, atoms)) return 1;

    // KIM defines the virial as the derivative with respect to strain, fastmtp.h as its negative.
    if (virial) std::transform(virial, virial + 6, virial, [](double w) { return -w; });
    if (virials) std::transform(virials, virials + 6 * *count, virials, [](double w) { return -w; });
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
    fastmtp_close(model->committee);
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
    // A simulator with other units converts.
    if (kim->SetUnits(KIM::LENGTH_UNIT::A, KIM::ENERGY_UNIT::eV, KIM::CHARGE_UNIT::unused, KIM::TEMPERATURE_UNIT::unused,
                      KIM::TIME_UNIT::unused) ||
        kim->SetModelNumbering(KIM::NUMBERING::zeroBased) ||
        set_routine(kim, KIM::MODEL_ROUTINE_NAME::ComputeArgumentsCreate, create_arguments) ||
        set_routine(kim, KIM::MODEL_ROUTINE_NAME::ComputeArgumentsDestroy, destroy_arguments) ||
        set_routine(kim, KIM::MODEL_ROUTINE_NAME::Compute, compute) ||
        set_routine(kim, KIM::MODEL_ROUTINE_NAME::Destroy, destroy))
        return 1;

    fastmtp_potential *potential;
    if (fastmtp_open(path_next_to_this_library("POTENTIAL_NAME").c_str(), nullptr, &potential) != FASTMTP_OK)
        return fail(kim, fastmtp_last_error());
    if (fastmtp_set_precision(potential, EXPORTED_PRECISION) != FASTMTP_OK) {
        const std::string sentence = fastmtp_last_error();
        fastmtp_close(potential);
        return fail(kim, sentence);
    }
    const char *reason = fastmtp_why_interpreted(potential);
    if (EXPORTED_COMPILED && reason) {
        std::fprintf(stderr, "fastmtp: warning: %s\n", reason);
        kim->LogEntry(KIM::LOG_VERBOSITY::warning, reason, __LINE__, __FILE__);
    }
    for (int species = 0; species < fastmtp_species_count(potential); species++) {
        const char *name = fastmtp_species_name(potential, species);
        if (!name || kim->SetSpeciesCode(KIM::SpeciesName(name), species)) {
            const std::string sentence =
                name ? std::string(name) + " is not a chemical element; KIM accepts nothing else as a species." : fastmtp_last_error();
            fastmtp_close(potential);
            return fail(kim, sentence);
        }
    }
    Model *model = new Model();
    model->potential = potential;
    model->influence_distance = model->cutoff = fastmtp_cutoff(potential);
    if (!model->watch.read(path_next_to_this_library("watch.txt")) ||
        (model->watch.is_on() && fastmtp_member_count(potential) > 0 &&
         fastmtp_open(path_next_to_this_library("POTENTIAL_NAME").c_str(), nullptr, &model->committee) != FASTMTP_OK)) {
        fastmtp_close(potential);
        delete model;
        return fail(kim, "watch.txt of the model cannot be read; export the potential again.");
    }
    if (model->committee) {
        model->influence_distance *= 2;
        model->will_not_request_neighbors_of_ghosts = 0;
    }
    const int count = fastmtp_species_count(potential);
    for (int a = 0; a < count; a++)
        for (int b = 0; b < count; b++) model->least.push_back(least_distance(potential, a, b));
    kim->SetModelBufferPointer(model);
    kim->SetInfluenceDistancePointer(&model->influence_distance);
    kim->SetNeighborListPointers(1, &model->cutoff, &model->will_not_request_neighbors_of_ghosts);
    return 0;
}
