#include "pair_fastmtp.h"

#include "atom.h"
#include "comm.h"
#include "error.h"
#include "force.h"
#include "memory.h"
#include "neigh_list.h"
#include "neighbor.h"
#include "update.h"

#include <algorithm>
#include <cstring>

using namespace LAMMPS_NS;

PairFastMtp::PairFastMtp(LAMMPS *lmp, bool with_grades) : Pair(lmp), with_grades(with_grades)
{
  single_enable = 0;
  restartinfo = 0;
  one_coeff = 1;
  manybody_flag = 1;
  // The library computes the virial itself.
  no_virial_fdotr_compute = 1;
  if (with_grades) {
    // For compute pair.
    nextra = 1;
    pvector = &largest_grade;
  }
}

PairFastMtp::~PairFastMtp()
{
  fastmtp_close(potential);
  if (allocated) {
    memory->destroy(setflag);
    memory->destroy(cutsq);
  }
}

void PairFastMtp::require(fastmtp_status status)
{
  if (status != FASTMTP_OK) error->one(FLERR, "{}", fastmtp_last_error());
}

void PairFastMtp::settings(int narg, char **)
{
  if (narg != 0) error->all(FLERR, "pair_style fastmtp takes no arguments");
}

// pair_coeff * * FILE Mo Nb Ta W
void PairFastMtp::coeff(int narg, char **arg)
{
  const int n = atom->ntypes;
  if (narg != 3 + n) error->all(FLERR, "pair_coeff must be * * FILE followed by one element for each of the {} atom types", n);
  fastmtp_close(potential);
  potential = nullptr;
  require(fastmtp_open(arg[2], nullptr, &potential));
  require(fastmtp_set_precision(potential, EXPORTED_PRECISION));
  const char *reason = fastmtp_why_interpreted(potential);
  if (EXPORTED_COMPILED && reason && comm->me == 0) error->warning(FLERR, "{}", reason);
  if (with_grades && !fastmtp_has_grades(potential))
    error->all(FLERR, "{} has no active set of neighbourhoods; add one with fastmtp grade --save", arg[2]);
  species_of_type.assign(n + 1, -1);
  for (int type = 1; type <= n; type++) {
    species_of_type[type] = fastmtp_species_number(potential, arg[2 + type]);
    if (species_of_type[type] < 0) error->all(FLERR, "{}", fastmtp_last_error());
  }
  if (!allocated) {
    memory->create(setflag, n + 1, n + 1, "pair:setflag");
    memory->create(cutsq, n + 1, n + 1, "pair:cutsq");
    allocated = 1;
  }
  for (int i = 1; i <= n; i++)
    for (int j = i; j <= n; j++) setflag[i][j] = 1;
}

void PairFastMtp::init_style()
{
  if (strcmp(update->unit_style, "metal") != 0) error->all(FLERR, "pair_style fastmtp needs units metal");
  if (force->newton_pair == 0) error->all(FLERR, "pair_style fastmtp needs newton on");
  neighbor->add_request(this, NeighConst::REQ_FULL);
}

double PairFastMtp::init_one(int, int) { return fastmtp_cutoff(potential); }

// fix pair N fastmtp/extrapolation gamma 1
void *PairFastMtp::extract(const char *name, int &dimensions)
{
  dimensions = 0;
  return with_grades && strcmp(name, "gamma_flag") == 0 ? &gamma_flag : nullptr;
}

void *PairFastMtp::extract_peratom(const char *name, int &columns)
{
  columns = 0;
  if (!with_grades || strcmp(name, "gamma") != 0) return nullptr;
  // fix pair also asks in steps without grades, and right after atoms have come from other ranks.
  if (grades.size() < static_cast<size_t>(atom->nlocal) || grades.empty()) grades.resize(atom->nlocal + 1);
  return grades.data();
}

// compute pair adds up what ranks have, so the largest is there on one of them.
void PairFastMtp::take_largest_grade()
{
  double largest = 0;
  for (int i = 0; i < atom->nlocal; i++) largest = std::max(largest, grades[i]);
  double of_all = 0;
  MPI_Allreduce(&largest, &of_all, 1, MPI_DOUBLE, MPI_MAX, world);
  largest_grade = comm->me == 0 ? of_all : 0;
}

void PairFastMtp::compute(int eflag, int vflag)
{
  ev_init(eflag, vflag);
  const int all = atom->nlocal + atom->nghost;
  species.resize(all);
  for (int i = 0; i < all; i++) species[i] = species_of_type[atom->type[i]];

  fastmtp_atoms atoms = {};
  atoms.size = sizeof atoms;
  atoms.count = all;
  atoms.center_count = list->inum;
  atoms.centers = list->ilist;
  atoms.species = species.data();
  atoms.positions = all ? &atom->x[0][0] : nullptr;
  atoms.neighbor_counts = list->numneigh;
  atoms.neighbors = list->firstneigh;
  atoms.neighbor_mask = NEIGHMASK;

  double w[6] = {}, energy = 0, shortest;
  int pair[2];
  fastmtp_results results = {};
  results.size = sizeof results;
  results.adds = 1;
  results.energy = &energy;
  results.virial = w;
  results.energies = eflag_atom ? eatom : nullptr;
  results.forces = all ? &atom->f[0][0] : nullptr;
  if (vflag_atom) virials.assign(6 * all, 0);
  results.virials = vflag_atom ? virials.data() : nullptr;
  results.shortest = !warned ? &shortest : nullptr;
  results.shortest_pair = pair;
  if (gamma_flag) grades.assign(all, 0);
  results.grades = gamma_flag ? grades.data() : nullptr;
  require(fastmtp_compute_atoms(potential, &atoms, &results));
  if (gamma_flag) take_largest_grade();

  if (eflag_global) eng_vdwl += energy;
  // LAMMPS orders the components xx yy zz xy xz yz.
  const int order[6] = {0, 1, 2, 5, 4, 3};
  for (int k = 0; k < 6; k++) {
    if (vflag_global) virial[k] += w[order[k]];
    if (vflag_atom)
      for (int i = 0; i < all; i++) vatom[i][k] += virials[6 * i + order[k]];
  }
  if (!results.shortest || pair[0] < 0) return;
  const int i = pair[0], j = pair[1];
  double least = fastmtp_shortest_distance(potential, species[i], species[j]);
  if (least == 0) least = fastmtp_min_distance(potential);
  if (shortest < least) {
    error->warning(FLERR, "atoms {} ({}) and {} ({}) are {:.3f} A apart; the potential was fitted to distances above {:.3f} A",
                   atom->tag[i], fastmtp_species_name(potential, species[i]), atom->tag[j],
                   fastmtp_species_name(potential, species[j]), shortest, least);
    warned = true;
  }
}
