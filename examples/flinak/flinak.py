#!/usr/bin/env python3
"""Density of molten LiF-NaF-KF from fitted potentials, beside that of the classical model that labelled their training data.

Makes cells with the classical model, fits potentials to them, runs all at constant pressure and prints densities and distances with
error bars. The fitted potentials know of the model only what the cells tell them, so densities must agree. Needs LAMMPS with KIM and
KSPACE (lmp), the command fastmtp with its library, and python3. What a stage has made is not made again, so a stopped run goes on.
"""
import argparse, concurrent.futures, csv, os, random, shutil, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
SPECIES = ["Li", "Na", "K", "F"]
MASSES = [6.94, 22.98976928, 39.0983, 18.998403163]
SHARES = [0.465, 0.115, 0.42]  # of the cations: the eutectic
BAR = 1 / 1602176.634  # eV/Å³ of 1 bar
TEMPERATURES = [800, 1000, 1200]
# K, bar: densities on both sides of those at zero pressure; tension would tear the melt apart.
SAMPLED = [(t, p) for t in (700, 1000, 1300) for p in (0, 4000, 12000)] + [(1600, 0)]


def main():
    options = parse()
    os.makedirs(options.output, exist_ok=True)
    os.chdir(options.output)
    for name in os.listdir(HERE):
        if name.endswith(".lmp") and not os.path.exists(name):
            os.symlink(os.path.join(HERE, name), name)
    sample(options)
    labels("train.xyz", "valid.xyz")
    fits = {name: fit(options, name, arguments) for name, arguments in models(options).items()}
    jobs = [("teacher", t) for t in TEMPERATURES] + [(name, t) for name in fits for t in TEMPERATURES]
    side_by_side(options, [lambda t=t: melt(options, t) for name, t in jobs if name == "teacher"])
    side_by_side(options, [lambda n=n, t=t: npt(options, n, t) for n, t in jobs if n != "teacher"])
    print_table(options, ["teacher", *fits])


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fastmtp", default=shutil.which("fastmtp") or os.path.join(HERE, "../../out/fastmtp"),
                        help="the command [that on the path, or out/fastmtp of the clone]")
    parser.add_argument("--lammps", default="lmp", help="LAMMPS [lmp]")
    parser.add_argument("--output", default="flinak", help="directory for all files [flinak]")
    parser.add_argument("--level", default="12", help="level of the potentials [12]")
    parser.add_argument("--cutoff", default="6", help="their cutoff, Å [6]")
    parser.add_argument("--steps", type=int, default=40, help="steps of a fit [40]")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="simulations side by side [one per core]")
    parser.add_argument("--paper", action="store_true", help="the paper's sizes: 1512 ions, 200 ps, five seeds of each model")
    return parser.parse_args()


def models(options):
    forms = {"base": [], "mf": ["--model", "mf", "--rank", "5"], "tf": ["--model", "tf", "--rank", "4,6,4"]}
    seeds = range(5 if options.paper else 1)
    return {f"{name}{seed}": [*form, "--seed", str(seed)] for name, form in forms.items() for seed in seeds}


def sample(options):
    write_ions("cell.data", (4, 4, 6), seed=1)
    side_by_side(options, [lambda i=i, t=t, p=p: run(
        options, f"sample{i}", "in.sample", f"sample{i}.dump", data="cell.data", temperature=t, pressure=p, seed=1000 + i, every=250,
        steps=10000) for i, (t, p) in enumerate(SAMPLED)])


def labels(train, valid):
    """Cells with energies, forces and virials, every tenth for validation."""
    if os.path.exists(train) and os.path.exists(valid):
        return
    texts = {train: [], valid: []}
    count = 0
    for i in range(len(SAMPLED)):
        rows = last_table(f"sample{i}.log")
        for step, box, atoms in frames(f"sample{i}.dump"):
            energy, volume, xx, yy, zz, xy, xz, yz = (float(x) for x in rows[step][1:])
            virial = " ".join(repr(p * BAR * volume) for p in (xx, xy, xz, xy, yy, yz, xz, yz, zz))
            texts[valid if count % 10 == 9 else train].append(
                f'{len(atoms)}\nLattice="{box[0]!r} 0 0 0 {box[1]!r} 0 0 0 {box[2]!r}" Properties=species:S:1:pos:R:3:forces:R:3 '
                f'energy={energy!r} virial="{virial}" pbc="T T T"\n' + "\n".join(atoms) + "\n")
            count += 1
    for path, parts in texts.items():
        write(path, "".join(parts))
    print(f"{count} cells labelled", flush=True)


def fit(options, name, arguments):
    potential = f"{name}.fmtp"
    if not os.path.exists(potential):
        command([options.fastmtp, "train", "train.xyz", "--valid", "valid.xyz", "--level", options.level, "--cutoff", options.cutoff,
                 "--steps", str(options.steps), "--normalization", "per-atom", "--force-weight", "0.03", "--stress-weight", "0.01",
                 "--output", potential, *arguments], f"{name}.train.log")
    if not os.path.exists(f"flinak_{name}"):
        command([options.fastmtp, "export", potential, f"flinak_{name}", "--format", "kim", "--install"], f"{name}.export.log")
    return potential


def melt(options, temperature):
    write_ions("melt.data", (12, 14, 9) if options.paper else (8, 8, 8), seed=2)
    run(options, f"teacher.{temperature}", "in.melt", f"teacher.{temperature}.dump", data="melt.data", temperature=temperature, seed=7,
        start=f"start.{temperature}.data", steps=200000 if options.paper else 40000)


def npt(options, name, temperature):
    run(options, f"{name}.{temperature}", "in.npt", f"{name}.{temperature}.dump", data=f"start.{temperature}.data", seed=11,
        model=f"flinak_{name}", temperature=temperature, steps=200000 if options.paper else 40000)


def print_table(options, names):
    """The form of the paper's Table IV, and the first peaks of the radial distributions."""
    print(f"\n{'g/cm³':10}" + "".join(f"{t} K".rjust(18) for t in TEMPERATURES))
    for name in names:
        cells = []
        for t in TEMPERATURES:
            directory = f"{name}.{t}.analysis"
            command([options.fastmtp, "analyze", f"{name}.{t}.log", f"{name}.{t}.dump", "--timestep", "0.001", "--cutoff", "8",
                     "--skip", "20%", "--output", directory], f"{name}.{t}.analyze.log")
            with open(f"{directory}/{name}.{t}.log.averages.csv") as table:
                row = next(row for row in csv.DictReader(table) if row["column"] == "Density")
            cells.append(f"{float(row['mean']):.4f} ± {float(row['error']):.4f}".rjust(18))
        print(f"{name:10}" + "".join(cells), flush=True)
    print(f"\n{'first peaks at ' + str(TEMPERATURES[1]) + ' K, Å (height)':10}")
    for name in names:
        with open(f"{name}.{TEMPERATURES[1]}.analysis/{name}.{TEMPERATURES[1]}.dump.peaks.csv") as table:
            peaks = {row["pair"]: row for row in csv.DictReader(table)}
        print(f"{name:10}" + "".join(
            f"{pair} {float(peaks[pair]['position']):.3f} ({float(peaks[pair]['height']):.2f})".rjust(20)
            for pair in ("F-Li", "F-Na", "F-K", "F-F") if pair in peaks))


def write_ions(path, sites, seed):
    """Rock salt with the cations shuffled, expanded to about the density of the melt."""
    if os.path.exists(path):
        return
    spacing, (nx, ny, nz) = 2.75, sites
    places = [(x, y, z) for x in range(nx) for y in range(ny) for z in range(nz)]
    cations = sum((x + y + z) % 2 == 0 for x, y, z in places)
    counts = [round(SHARES[0] * cations), round(SHARES[1] * cations)]
    kinds = [1] * counts[0] + [2] * counts[1] + [3] * (cations - sum(counts))
    random.Random(seed).shuffle(kinds)
    lines = [f"LiF-NaF-KF\n\n{len(places)} atoms\n4 atom types\n"]
    lines += [f"0 {n * spacing} {axis}lo {axis}hi" for n, axis in zip(sites, "xyz")]
    lines += ["\nMasses\n", *(f"{i + 1} {mass}" for i, mass in enumerate(MASSES)), "\nAtoms # charge\n"]
    for number, (x, y, z) in enumerate(places):
        kind = kinds.pop() if (x + y + z) % 2 == 0 else 4
        lines.append(f"{number + 1} {kind} {-1 if kind == 4 else 1} {x * spacing} {y * spacing} {z * spacing}")
    write(path, "\n".join(lines) + "\n")


def run(options, name, script, output, **variables):
    """A simulation; its dump gets its name only when the simulation has ended."""
    if os.path.exists(output):
        return
    unfinished = f"{name}.unfinished"
    arguments = [options.lammps, "-in", os.path.join(HERE, script), "-log", f"{name}.log", "-var", "output", unfinished]
    for key, value in variables.items():
        arguments += ["-var", key, str(value)]
    command(arguments, f"{name}.out", OMP_NUM_THREADS="1")
    os.replace(unfinished, output)


def command(arguments, log, **environment):
    print(" ".join(os.path.basename(str(a)) for a in arguments[:6]), "…", flush=True)
    with open(log, "w") as text:
        code = subprocess.run(arguments, stdout=text, stderr=subprocess.STDOUT, env={**os.environ, **environment}).returncode
    if code:
        sys.exit(f"{arguments[0]} failed with code {code}; see {os.path.abspath(log)}")


def side_by_side(options, jobs):
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for job in [pool.submit(job) for job in jobs]:
            job.result()


def last_table(path):
    """The rows of the last run of a log, by step."""
    rows = {}
    with open(path) as text:
        for line in text:
            fields = line.split()
            if fields[:1] == ["Step"]:
                rows = {}
            elif fields and fields[0].isdigit() and len(fields) == 9:
                rows[int(fields[0])] = fields
    return rows


def frames(path):
    """Step, edges and rows 'element x y z fx fy fz' of the frames of a dump with an orthogonal box."""
    with open(path) as text:
        while text.readline():
            step = int(text.readline())
            text.readline()
            count = int(text.readline())
            text.readline()
            box = [b - a for a, b in ([float(x) for x in text.readline().split()] for _ in range(3))]
            text.readline()
            yield step, box, [text.readline().split(maxsplit=1)[1].rstrip() for _ in range(count)]


def write(path, text):
    with open(path + ".unfinished", "w") as file:
        file.write(text)
    os.replace(path + ".unfinished", path)


if __name__ == "__main__":
    main()
