// LAMMPS pair style for FastMtp potentials, in metal units. Needs LAMMPS of 24 Mar 2022 or later.
#ifndef LMP_PAIR_FASTMTP_H
#define LMP_PAIR_FASTMTP_H

#include "pair.h"

#include "fastmtp.h"

#include <vector>

namespace LAMMPS_NS {

class PairFastMtp : public Pair {
 public:
  PairFastMtp(class LAMMPS *);
  ~PairFastMtp() override;

  void compute(int, int) override;
  void settings(int, char **) override;
  void coeff(int, char **) override;
  void init_style() override;
  double init_one(int, int) override;

 private:
  void require(fastmtp_status);

  fastmtp_potential *potential = nullptr;
  bool warned = false;
  std::vector<int> species_of_type, species;
  std::vector<double> virials;
};

}    // namespace LAMMPS_NS

#endif
