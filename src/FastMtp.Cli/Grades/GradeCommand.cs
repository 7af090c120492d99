using System.CommandLine;
using System.Globalization;
using FastMtp.ActiveSets;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Terminals;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Files.PotentialFiles;
using FastMtp.Potentials;
using FastMtp.Selection.Exchanges;

namespace FastMtp.Cli.Grades;

/// <summary><c>fastmtp grade POTENTIAL DATA… --training TRAIN</c>: how far atoms are from those that a potential was fitted to.</summary>
internal static class GradeCommand
{
    public const string Name = "grade";

    /// <summary>Feature that holds the grade of a configuration, as MLIP names it.</summary>
    public const string GradeKey = "MV_grade";

    private const int MostNamed = 5;

    public static readonly string[] Examples =
    [
        "fastmtp grade potential.fmtp run.dump --training train.xyz                  the largest grade of each frame's atoms",
        "fastmtp grade potential.fmtp run.dump --training train.xyz --output graded.xyz   with the grade of every atom",
        "fastmtp grade potential.fmtp --training train.xyz --save graded.fmtp        a potential that grades atoms in simulations",
        "fastmtp grade graded.fmtp run.dump                                          without the training data",
        "fastmtp grade potential.mtp new.cfg --training train.cfg --mode configuration --algorithm mlip   as MLIP-2 does",
    ];

    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            Name,
            "Grade atoms or configurations by D-optimality: up to 1, a potential interpolates between its training data; above 2, it "
            + "extrapolates; above 10, do not trust it. The active set, which grades, has one row of the training data for each "
            + "coefficient of the potential.");
        var potential = Options.File("potential", "The potential, .mtp or .fmtp, also .gz.");
        var data = Options.Files("data", "What to grade: .cfg, extended XYZ, POSCAR, .cif or LAMMPS dumps, also .gz.", required: false);
        var output = Options.Text(
            "--output", "Write the configurations with their grades (MV_grade, nbh_grades) to this file, .cfg or .xyz.", "file");
        var save = Options.Text("--save", "Write the potential with its active set to this file, .fmtp: it needs no training data then, "
            + "and grades atoms in simulations.", "file");
        var threshold = Options.Number("--threshold", "Count configurations with larger grades.", 2);
        var threads = Options.Threads();
        command.Add(potential);
        command.Add(data);
        var grading = new GradeOptions(command);
        foreach (var option in (Option[])[output, save, threshold, threads]) command.Add(option);
        var reading = new DataOptions(command, withLabels: false);
        command.SetAction(parsed =>
        {
            var (path, files) = (parsed.GetRequiredValue(potential), parsed.GetValue(data) ?? []);
            var (graded, saved) = (parsed.GetValue(output), parsed.GetValue(save));
            if (files.Length == 0 && (graded is not null || saved is null))
            {
                throw new InputException(
                    $"{path}: there is nothing to grade; name data, or write the potential with its active set with --save.");
            }
            new OutputCheck().Reads("the potential", path).Reads("the data", files).Reads("the training data", grading.Training(parsed))
                .Writes("the graded configurations", graded, "--output").Writes("the potential", saved, "--save");
            if (graded is not null) ConfigurationFile.RequireWritable(graded);
            if (saved is not null) RequireFmtp(saved);
            var subject = PotentialInput.ReadFitted(path, reading.Species(parsed));
            RequireGradable(path, subject);
            var model = subject.Model;
            var training = grading.Training(parsed) is { Length: > 0 } names
                ? reading.Read(parsed, names, terminal, model.Species).Configurations : null;
            var configurations = files.Length > 0 ? reading.Read(parsed, files, terminal, model.Species).Configurations : [];
            using var builder = grading.Builder(parsed, model, parsed.GetValue(threads), training, configurations);
            var set = grading.ActiveSet(parsed, model, path, builder, training, terminal);
            if (saved is not null)
            {
                PotentialFile.Write(saved, model with { ActiveSet = set });
                terminal.Line($"Potential with its active set written to {saved}.");
            }
            if (files.Length == 0) return ExitCode.Success;
            return Grade(terminal, model, builder, set, configurations, graded, parsed.GetValue(threshold));
        });
        return command;
    }

    private static int Grade(Terminal terminal, PotentialModel potential, ActiveSetBuilder builder, ActiveSet set,
        IReadOnlyList<Configuration> configurations, string? output, double threshold)
    {
        var grades = new List<double>();
        var written = new List<Configuration>();
        builder.Grade(configurations, set, (i, found) =>
        {
            grades.Add(found.Largest);
            if (output is not null) written.Add(WithGrades(configurations[i], found));
        });
        var ordered = grades.Order().ToArray();
        var above = grades.Count(grade => grade > threshold);
        terminal.Line($"Grades of {Format.Count(grades.Count, "configuration")}"
            + (set.Mode == GradeMode.Neighborhood ? ", by the largest of their atoms" : ""));
        terminal.Properties(
        [
            ("median", Format.Figures(ordered[ordered.Length / 2])),
            ("largest 5 % from", Format.Figures(ordered[(int)(0.95 * (ordered.Length - 1))])),
            ("largest", Format.Figures(ordered[^1])),
            ("above 1", $"{grades.Count(grade => grade > 1)}"),
            (FormattableString.Invariant($"above {threshold:0.###}"), $"{above}"),
        ]);
        if (above > 0)
        {
            var worst = grades.Index().OrderByDescending(pair => pair.Item).Take(MostNamed);
            terminal.Table(
                ["largest", "grade›"], worst.Select(pair => (string[])[configurations[pair.Index].Origin, Format.Figures(pair.Item)]));
        }
        if (output is null) return ExitCode.Success;
        ConfigurationFile.Write(output, written, potential.Species);
        terminal.Line($"Graded configurations written to {output}.");
        return ExitCode.Success;
    }

    /// <exception cref="InputException">The potential is one of PACE, or a committee.</exception>
    private static void RequireGradable(string path, Potential potential)
    {
        if (potential.IsPace) throw new InputException($"{path}: a potential of PACE cannot be graded; name a .mtp or .fmtp file.");
        if (potential.IsCommittee) throw new InputException($"{path}: a committee cannot be graded; name one of its members.");
    }

    private static Configuration WithGrades(Configuration configuration, ConfigurationGrades grades) => configuration with
    {
        Grades = grades.Atoms,
        Features =
        [
            .. configuration.Features.Where(feature => feature.Key != GradeKey),
            new(GradeKey, grades.Largest.ToString("R", CultureInfo.InvariantCulture)),
        ],
    };


    private static void RequireFmtp(string path)
    {
        PotentialInput.RequireWritable(path);
        if (!PotentialFile.KeepsFactors(path))
            throw new InputException($"{path}: only .fmtp files can keep an active set; name one with --save.");
    }
}
