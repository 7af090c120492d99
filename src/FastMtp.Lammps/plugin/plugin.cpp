#include "lammpsplugin.h"
#include "pair_fastmtp.h"
#include "version.h"

using namespace LAMMPS_NS;

static Pair *create(LAMMPS *lmp) { return new PairFastMtp(lmp, false); }
static Pair *create_extrapolation(LAMMPS *lmp) { return new PairFastMtp(lmp, true); }

extern "C" void lammpsplugin_init(void *lmp, void *handle, void *regfunc)
{
  lammpsplugin_t plugin = {};
  plugin.version = LAMMPS_VERSION;
  plugin.style = "pair";
  plugin.name = "fastmtp";
  plugin.info = "FastMtp moment tensor potentials";
  plugin.author = "FastMtp";
  plugin.creator.v1 = (lammpsplugin_factory1 *) &create;
  plugin.handle = handle;
  ((lammpsplugin_regfunc) regfunc)(&plugin, lmp);
  plugin.name = "fastmtp/extrapolation";
  plugin.creator.v1 = (lammpsplugin_factory1 *) &create_extrapolation;
  ((lammpsplugin_regfunc) regfunc)(&plugin, lmp);
}
