"""The time of a LAMMPS step with KIM models of potentials, and with LAMMPS' own eam/alloy, in turns.

    for level in 12 16 20; do fastmtp export level$level.fmtp level$level --format kim --install; done
    python3 speed.py --ranks 1 2 -- level12 level16 level20

The atoms and the run are those of in.speed. eam/alloy is run with tungsten in the form of Zhou, Johnson and Wadley (Phys. Rev. B 69,
144113, 2004), tabulated here up to 5 Å, so that atoms have the same 26 neighbours.
"""
import argparse
import math
import os
import re
import statistics
import subprocess
import sys
import tempfile

EAM = "eam/alloy"
CUTOFF, POINTS, DENSEST = 5.0, 2000, 100.0
INPUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "in.speed")


def density(r):
    return 3.487340 * math.exp(-4.746728 * (r / 2.740840 - 1)) / (1 + (r / 2.740840 - 0.278417) ** 20)


def pair(r):
    repulsion = 0.882435 * math.exp(-8.900114 * (r / 2.740840 - 1)) / (1 + (r / 2.740840 - 0.139209) ** 20)
    return repulsion - 1.394592 / 3.487340 * density(r)


def embedding(rho):
    equilibrium = 37.234847
    if rho < 0.85 * equilibrium:
        coefficients, x = (-4.946281, -0.148818, 0.365057, -4.432406), rho / (0.85 * equilibrium) - 1
    elif rho < 1.15 * equilibrium:
        coefficients, x = (-4.961306, 0, 0.661935, 0.348147), rho / equilibrium - 1
    else:
        power = (rho / equilibrium) ** -0.582714
        return -4.961306 * (1 - math.log(power)) * power
    return sum(c * x ** n for n, c in enumerate(coefficients))


def write_tungsten(path):
    dr, drho = CUTOFF / (POINTS - 1), DENSEST / (POINTS - 1)
    distances = [i * dr for i in range(POINTS)]
    rows = [embedding(i * drho) for i in range(POINTS)] + [density(r) for r in distances] + [r * pair(r) for r in distances]
    with open(path, "w", encoding="ascii") as file:
        file.write("Tungsten\nby\nspeed.py\n1 W\n%d %g %d %g %g\n74 183.84 3.165 bcc\n" % (POINTS, drho, POINTS, dr, CUTOFF))
        file.writelines("%.15e\n" % number for number in rows)


def run(model, ranks, steps, tungsten):
    """µs per atom and step of the processor (of one rank), and of the clock."""
    potential = ["-var", "style", EAM, "-var", "potential", tungsten] if model == EAM else ["-var", "model", model]
    command = ["lmp", "-in", INPUT, "-log", "none", "-var", "steps", str(steps)] + potential
    if ranks > 1:
        command = ["mpirun", "--allow-run-as-root", "--bind-to", "none", "-np", str(ranks)] + command
    # KIM leaves a log where it runs.
    output = subprocess.run(command, capture_output=True, text=True, check=True, cwd=os.path.dirname(tungsten),
                            env=dict(os.environ, OMP_NUM_THREADS="1")).stdout
    loops = re.findall(r"Loop time of (\S+) on \d+ procs for (\d+) steps with (\d+) atoms", output)
    shares = re.findall(r"([\d.]+)% CPU use", output)
    clock = 1e6 * float(loops[-1][0]) / int(loops[-1][1]) / int(loops[-1][2])
    return clock * float(shares[-1]) / 100, clock


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("models", nargs="+")
    parser.add_argument("--ranks", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--steps", type=int, default=500)
    parser.add_argument("--turns", type=int, default=5)
    options = parser.parse_args()
    models = options.models + [EAM]
    times = {(model, ranks): [] for model in models for ranks in options.ranks}
    with tempfile.TemporaryDirectory() as directory:
        tungsten = os.path.join(directory, "W.eam.alloy")
        write_tungsten(tungsten)
        for _ in range(options.turns):
            for model, ranks in times:
                times[model, ranks].append(run(model, ranks, options.steps, tungsten))
                print(model, ranks, *("%.3f" % time for time in times[model, ranks][-1]), file=sys.stderr, flush=True)
    cells = [f"{n} rank{'s' if n > 1 else ''}: processor | clock" for n in options.ranks]
    print("| model | " + " | ".join(cells) + " |\n|---|" + "--:|--:|" * len(cells))
    for model in models:
        row = [[f"{statistics.median(column):.3f} ({min(column):.3f})" for column in zip(*times[model, n])] for n in options.ranks]
        print(f"| {model} | " + " | ".join(" | ".join(pair) for pair in row) + " |", flush=True)


if __name__ == "__main__":
    main()
