// LAMMPS pair style for FastMtp potentials, in metal units. Needs LAMMPS of 24 Mar 2022 or later.
#ifndef LMP_PAIR_FASTMTP_H
#define LMP_PAIR_FASTMTP_H

#include "pair.h"

#include "fastmtp.h"

#include <vector>

namespace LAMMPS_NS {

class PairFastMtp : public Pair {
 public:
  // With grades, it is pair_style fastmtp/extrapolation.
  PairFastMtp(class LAMMPS *, bool with_grades);
  ~PairFastMtp() override;

  void compute(int, int) override;
  void settings(int, char **) override;
  void coeff(int, char **) override;
  void init_style() override;
  double init_one(int, int) override;
  void *extract(const char *, int &) override;
  // Overrides a function of LAMMPS from 15 Sep 2022 on, which has fix pair.
  void *extract_peratom(const char *, int &);

 private:
  void require(fastmtp_status);
  void take_largest_grade();

  fastmtp_potential *potential = nullptr;
  const bool with_grades;
  bool warned = false;
  // Set by fix pair in the steps that it wants grades of.
  int gamma_flag = 0;
  double largest_grade = 0;
  std::vector<int> species_of_type, species;
  std::vector<double> virials, grades;
};

}    // namespace LAMMPS_NS

#endif
