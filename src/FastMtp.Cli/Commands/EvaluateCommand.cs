using System.CommandLine;
using FastMtp.Blocks;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Reports;
using FastMtp.Cli.Terminals;
using FastMtp.Data;
using FastMtp.Errors;
using FastMtp.Evaluation;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Plots;
using FastMtp.Radial;

namespace FastMtp.Cli.Commands;

/// <summary><c>fastmtp evaluate POTENTIAL DATA…</c>: computes the errors of a potential and writes its predictions.</summary>
internal static class EvaluateCommand
{
    public const string Name = "evaluate";

    /// <summary>Number of configurations that a message names; the rest are only counted.</summary>
    private const int MostNamed = 5;

    public static readonly string[] Examples =
    [
        "fastmtp evaluate potential.mtp valid.xyz.gz                        errors, worst configurations",
        "fastmtp evaluate potential.mtp valid.xyz --output predicted.cfg    also write predictions, with 17 digits",
        "fastmtp evaluate alloy.[0-4].fmtp valid.xyz --plot committee.png    the mean of five potentials, and how far they disagree",
        "fastmtp evaluate potential.fmtp valid.xyz --precision mixed         faster, in single precision where that is safe",
        "fastmtp evaluate pace.yace valid.xyz                               a potential of PACE",
        "fastmtp evaluate potential.mtp valid.xyz --plot parity.png          plot predictions against labels",
        "fastmtp evaluate other.mtp data.cfg --species Mo,Nb,Ta,W           files with type numbers only",
        "fastmtp evaluate potential.mtp dft.xyz --energy-key dft_energy --forces-key dft_force",
    ];

    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            Name, "Compare a potential with data, or predict energies, forces and virials for configurations without labels.");
        var potential = Options.File("potential", "The potential, .mtp, .fmtp or .yace (PACE), also .gz.");
        var data = Options.Files(
            "data", "More potentials, for a committee; then configurations: .cfg, extended XYZ, POSCAR or .cif, also .gz.");
        var output = Options.Text("--output", "Write the predictions to this file: .cfg or .xyz, also .gz.", "file");
        var radial = CreateRadial();
        var precision = PrecisionOption.Create();
        var plot = Options.Text("--plot", "Plot predicted against labelled energies per atom and forces, as .png.", "file");
        var threads = Options.Threads();
        command.Add(potential);
        command.Add(data);
        command.Add(output);
        command.Add(radial);
        command.Add(precision);
        command.Add(plot);
        command.Add(threads);
        var reading = new DataOptions(command);
        command.SetAction(parsed =>
        {
            var (potentials, files) = PotentialInput.Split([parsed.GetRequiredValue(potential), .. parsed.GetRequiredValue(data)]);
            if (files.Length == 0)
                throw new InputException($"{potentials[^1]}: this is a potential, and no data follow; name them after it.");
            var path = parsed.GetValue(output);
            if (path is not null) ConfigurationFile.RequireWritable(path);
            var picture = parsed.GetValue(plot);
            new OutputCheck().Reads("the potential", potentials).Reads("the data", files)
                .Writes("the predictions", path, "--output").Writes("the picture", picture, "--plot");
            if (picture is not null) Pictures.RequireWritable(picture);
            var subject = PotentialInput.ReadFitted(potentials, reading.Species(parsed)).WithPrecision(parsed.GetValue(precision));
            EqualMembers.Note(terminal, subject.Members);
            var source = parsed.GetValue(radial);
            if (source != RadialSource.ByCost) RequireFactors(potentials[0], subject, source);
            _ = subject.Kernel?.WarmUp();
            var set = reading.Read(parsed, files, terminal, subject.Species);
            if (path is null && !set.Configurations.Any(c => c.Energy is not null || c.Forces is not null || c.Virial is not null))
            {
                throw new InputException(
                    $"{string.Join(", ", files)}: the data have no labels to compare with; "
                    + "write predictions with --output, or name the labels with --energy-key and --forces-key.");
            }
            subject = PotentialInput.WithKernelsFor(subject, set.Configurations.Sum(c => (double)c.Count));
            if (subject.Precision == Precision.Mixed) terminal.Line($"Mixed precision, with the kernel {subject.Kernel!.Name}.");
            return Evaluate(terminal, subject, source, set, path, picture, parsed.GetValue(threads));
        });
        return command;
    }

    private static void RequireFactors(string file, Potential potential, RadialSource source)
    {
        if (potential.IsPace) throw new InputException($"{file}: a potential of PACE has no factors to evaluate; leave out --radial.");
        if (potential.IsCommittee)
            throw new InputException($"{file}: members of a committee are evaluated the faster way; leave out --radial.");
        var tensor = potential.Model.RadialTensor;
        if (source != RadialSource.Factors || tensor is FactorizedRadialTensor or SharedRadialTensor) return;
        throw new InputException(tensor is DenseRadialTensor
            ? $"{file}: the radial coefficients are dense, so there are no factors to evaluate; "
                + "compress the potential with fastmtp compress, or leave out --radial."
            : $"{file}: radial coefficients of the form {tensor} are evaluated from the "
                + "dense tensor only; leave out --radial.");
    }

    private static int Evaluate(
        Terminal terminal, Potential potential, RadialSource source, ConfigurationSet set, string? path, string? picture, int threads)
    {
        var errors = new GroupedErrors();
        var predictions = new List<Configuration>();
        var overflowing = new List<string>();
        var spread = potential.IsCommittee ? new CommitteeReport(potential) : null;
        var parity = picture is null ? null : new ParityPicture();
        new SetEvaluator(count => potential.CreateEvaluator(count, source), threads).Run(set.Configurations, (configuration, predicted) =>
        {
            if (!predicted.IsFinite) overflowing.Add(configuration.Origin);
            errors.Add(configuration, predicted);
            spread?.Add(configuration, predicted);
            parity?.Add(configuration, predicted);
            if (path is null) return;
            predictions.Add(configuration with
            {
                Energy = predicted.Energy,
                Forces = predicted.Forces,
                Virial = predicted.Virial,
                Spread = predicted.ForceSpread,
            });
        });
        NoteExtrapolation(terminal, potential, set, threads);
        ErrorTable.Print(terminal, potential.IsCommittee ? "Errors of the mean" : "Errors", errors, byGroup: true);
        spread?.Print(terminal, set.Configurations, threads);
        if (overflowing.Count > 0)
        {
            terminal.Failure(
                $"energy, forces or virial are not finite for {Format.Count(overflowing.Count, "configuration")}, "
                + $"{string.Join(", ", overflowing.Take(MostNamed))}{(overflowing.Count > MostNamed ? ", …" : "")}; "
                + "check the potential and the interatomic distances.");
            return ExitCode.Failure;
        }
        if (picture is not null) Pictures.Write(terminal, "Predictions against labels", picture, parity!.Write);
        if (picture is not null) spread?.Plot(terminal, OutputPaths.Path(picture, ".spread.png"));
        if (path is null) return ExitCode.Success;
        ConfigurationFile.Write(path, predictions, potential.Species);
        terminal.Line($"Predictions written to {path}.");
        return ExitCode.Success;
    }

    private static Option<RadialSource> CreateRadial() => new("--radial")
    {
        Description = "Evaluate factorised radial coefficients from the dense tensor or from the factors, with the same results. "
            + "[default: the faster one, see fastmtp info]",
        HelpName = "dense|factors",
        CustomParser = result =>
        {
            var word = result.Tokens[0].Value;
            if (word is not ("dense" or "factors")) result.AddError($"--radial {word} is not known; write dense or factors");
            return word == "dense" ? RadialSource.Dense : RadialSource.Factors;
        },
    };

    private static void NoteExtrapolation(Terminal terminal, Potential potential, ConfigurationSet set, int threads)
    {
        if (potential.Limits is not { } limits) return;
        var nearer = DataSummary.Of(set.Configurations, potential.Species!.Count, limits.Longest, threads).ClosestPairs
            .Where(pair => pair.Distance < limits[pair.First, pair.Second])
            .OrderBy(pair => pair.Distance / limits[pair.First, pair.Second]).ToArray();
        if (nearer.Length == 0) return;
        terminal.Note(
            "atoms are closer than the potential was fitted for: " + string.Join(", ", nearer.Take(MostNamed).Select(pair =>
                $"{potential.Species[pair.First]}-{potential.Species[pair.Second]} {Format.Length(pair.Distance)} in {pair.Origin} "
                + $"(from {Format.Length(limits[pair.First, pair.Second])})"))
            + $"{(nearer.Length > MostNamed ? ", …" : "")}; do not trust its predictions there.");
    }
}
