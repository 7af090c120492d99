using System.CommandLine;
using System.Globalization;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Fits;
using FastMtp.Cli.Terminals;
using FastMtp.Errors;
using FastMtp.Files.PotentialFiles;
using FastMtp.Potentials;
using FastMtp.Training.Compression;

namespace FastMtp.Cli.Commands;

/// <summary><c>fastmtp compress POTENTIAL</c>: truncates the radial coefficients and, if requested, refits them.</summary>
internal static class CompressCommand
{
    public const string Name = "compress";

    public static readonly string[] Examples =
    [
        "fastmtp compress potential.mtp --rank 8                                    accuracy lost with a matrix factorisation of rank 8",
        "fastmtp compress potential.mtp --rank 4,8,4 --data valid.xyz.gz            a tensor train, with its errors on data",
        "fastmtp compress potential.mtp --keep 50% --output small.fmtp              half of the radial parameters",
        "fastmtp compress potential.mtp --model tf --tolerance 1e-3 --output small.fmtp",
        "fastmtp compress potential.mtp --rank 8 --refit train.xyz.gz --valid valid.xyz.gz --output small.fmtp   and refit the factors",
    ];

    private static readonly string[] Stages = ["before", "truncated", "refitted"];

    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            Name,
            "Truncate the radial coefficients of a fitted potential to a compressed form, by SVD or, for a tensor train, TT-SVD.");
        var input = Options.File("potential", "The potential, .mtp or .fmtp, also .gz.");
        var output = Options.Text(
            "--output", "Write the compressed potential: .fmtp keeps the factors, .mtp is dense. [default: nothing is written]", "file");
        var data = Options.FileList(
            "--data",
            "Configurations on which to compare energies and forces; without --refit, their neighbour distances also weight the errors "
            + "of the radial functions.");
        var threads = Options.Threads();
        command.Add(input);
        var target = new CompressOptions(command);
        foreach (var option in (Option[])[data, output]) command.Add(option);
        var refit = new RefitOptions(command);
        command.Add(threads);
        var reading = new DataOptions(command);
        command.SetAction(parsed =>
        {
            var (from, to, cores) = (parsed.GetRequiredValue(input), parsed.GetValue(output), parsed.GetValue(threads));
            if (to is not null) PotentialInput.RequireWritable(to);
            var files = parsed.GetValue(data) ?? [];
            new OutputCheck().Reads("the potential", from).Reads("the data", files).Reads("the data of the refit", refit.Files(parsed))
                .Writes("the compressed potential", to, "--output");
            var given = reading.Species(parsed);
            var potential = files.Length > 0 || refit.IsAsked(parsed)
                ? PotentialInput.Read(from, given)
                : PotentialFile.Read(from, given);
            if (!potential.IsFitted)
                throw new InputException($"{from}: the potential has no coefficients; fit it first with fastmtp train --start.");
            var fitData = refit.Read(parsed, terminal, reading, potential, cores);
            var set = files.Length > 0 ? reading.Read(parsed, files, terminal, potential.Species).Configurations : [];
            var known = fitData?.Training ?? set;
            var weights = known.Count > 0 ? RadialWeights.Of(potential, known) : RadialWeights.Even(potential);
            var model = target.Choose(parsed, potential, weights);
            var compressed = RadialCompression.Truncate(potential, model, weights);
            Report(terminal, from, model, compressed, known.Count > 0);

            List<PotentialModel> stages = [potential, compressed.Potential];
            using var interruption = fitData is null ? null : new Interruption(terminal);
            if (fitData is not null)
                stages.Add(refit.Fit(parsed, terminal, fitData, compressed.Potential, model, cores, interruption!.Token));
            if (to is not null) PotentialFile.Write(to, stages[^1]);
            var wasStopped = interruption?.Token.IsCancellationRequested == true;
            if (!wasStopped)
            {
                Compare("Training data of the refit", fitData?.Training ?? []);
                Compare("Validation data of the refit", fitData?.Validation ?? []);
                Compare("Data", set);
            }
            if (to is not null)
            {
                var note = PotentialFile.KeepsFactors(to) ? "" : ", with dense coefficients; name it .fmtp to keep the factors";
                terminal.Line($"Written to {to}{note}.");
                terminal.Line(
                    $"To {(fitData is null ? "refit the factors" : "continue the fit")}: "
                    + $"fastmtp train DATA --start {to} --model {model.Name} --rank {string.Join(",", model.Ranks)}");
            }
            return wasStopped ? interruption!.Status : ExitCode.Success;

            void Compare(string title, IReadOnlyList<Configuration> configurations)
            {
                if (configurations.Count == 0) return;
                Print(terminal, title, PotentialComparison.Of(stages, configurations, PotentialInput.Kernel(potential.Plan), cores));
            }
        });
        return command;
    }

    private static void Report(Terminal terminal, string title, RadialForm model, CompressedPotential compressed, bool fromData)
    {
        var dense = compressed.Potential.RadialTensor.Shape.Length;
        terminal.Line($"{title} as {compressed.Potential.RadialTensor}");
        terminal.Properties(
        [
            ("radial parameters", string.Create(
                CultureInfo.InvariantCulture,
                $"{compressed.After} of {dense} ({100.0 * compressed.After / dense:0.#} %)")
                + (compressed.Before == dense ? "" : $", {compressed.Before} before")),
            ("error of C", $"{Format.Figures(100 * compressed.RelativeError)} % of its norm (Frobenius)"),
            ("error of f", $"{Format.Figures(100 * compressed.FunctionError)} % of the radial functions, over "
                + (fromData
                    ? "the neighbours in the data"
                    : "distances up to the cutoff; --data or --refit weight them by how often they occur")),
        ]);
        if (compressed.After >= dense) terminal.Note($"{model.ShortName} has no fewer parameters than the dense tensor.");
    }

    private static void Print(Terminal terminal, string title, PotentialComparison comparison)
    {
        var names = Stages[..comparison.Errors.Count];
        terminal.Line($"{title}: {Format.Count(comparison.Errors[0].Configurations, "configuration")}, RMSE (largest)");
        terminal.Table(["", .. names.Select(name => $"errors {name}›"), .. names.Skip(1).Select(name => $"{name} − before›")],
        [
            Row("energy, meV/atom", errors => errors.Energy, 1000),
            Row("force component, meV/Å", errors => errors.Forces, 1000),
            Row("stress component (of 9), GPa", errors => errors.Stress, 1),
        ]);

        string[] Row(string name, Func<PredictionErrors, ErrorStatistics> quantity, double factor) =>
            [name, .. comparison.Errors.Concat(comparison.Changes).Select(errors => Cell(quantity(errors), factor))];
    }

    private static string Cell(ErrorStatistics errors, double factor) =>
        errors.Rmse is { } rmse ? $"{Format.Figures(factor * rmse)} ({Format.Figures(factor * errors.Largest!.Value)})" : "no labels";
}
