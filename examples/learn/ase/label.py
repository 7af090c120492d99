"""Labels configuration.xyz with a calculator of ASE and writes labelled.xyz.

In loop.toml:  command = "python3 {loop}/label.py"
"""
from ase.calculators.emt import EMT
from ase.io import read, write

atoms = read("configuration.xyz")
# Put your own calculator here, such as GPAW, Vasp or Espresso, with the settings of all your labels.
atoms.calc = EMT()
atoms.get_potential_energy()
atoms.get_forces()
atoms.get_stress()
write("labelled.xyz", atoms, format="extxyz")
