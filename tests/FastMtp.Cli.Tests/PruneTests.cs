using FastMtp.Basis;
using FastMtp.Cli.Terminals;
using FastMtp.Compilation;
using FastMtp.Evaluation;
using FastMtp.Files.PotentialFiles;
using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

public sealed class PruneTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void OtherCommandsTakeThePotential()
    {
        // With a repulsion and shortest distances, as for simulations.
        var (start, small) = (_directory.PathOf("start.fmtp"), _directory.PathOf("small.fmtp"));
        Outcome.Success(["train", .. Outcome.Golden, "--level", "12", "--steps", "3", "--output", start]);
        var outcome = Outcome.Success(Prune(start, small));
        Assert.Contains("→ the point at 0.85 of the time", outcome.Output);
        Assert.Contains("functions", outcome.Output);
        var table = File.ReadAllLines(_directory.PathOf("small.prune.csv"));
        Assert.Single(table.Skip(1), line => line.EndsWith(",1", StringComparison.Ordinal));
        Assert.True(new FileInfo(_directory.PathOf("small.prune.png")).Length > 1000);

        var (before, pruned) = (PotentialFile.Read(start), PotentialFile.Read(small));
        Assert.True(pruned.Plan.Functions.Length < before.Plan.Functions.Length);
        Assert.NotNull(before.Repulsion);
        Assert.NotNull(pruned.Repulsion);
        foreach (var (a, b) in before.ShortestDistances!.Values.Zip(pruned.ShortestDistances!.Values)) Assert.Equal(a, b, 1e-6);
        Assert.Contains("mtp:12 from", pruned.Metadata["pruned"]);

        Outcome.Success(["evaluate", small, .. Outcome.Golden]);
        Outcome.Success(["info", small]);
        Outcome.Success(["train", .. Outcome.Golden, "--start", small, "--steps", "1", "--output", _directory.PathOf("on.fmtp")]);
        Assert.Equal(Fingerprint.Of(pruned.Plan), Fingerprint.Of(PotentialFile.Read(_directory.PathOf("on.fmtp")).Plan));
        Outcome.Success("convert", small, _directory.PathOf("copy.fmtp"));
        Assert.Equal(pruned.Parameters, PotentialFile.Read(_directory.PathOf("copy.fmtp")).Parameters);
    }

    [Fact]
    public void CompilerAndInterpreterAgree()
    {
        var small = _directory.PathOf("small.mtp");
        Outcome.Success(Prune(GoldenData.PathOf("g12.mtp"), small));
        var pruned = PotentialFile.Read(small, GoldenData.Species);
        var compiled = CompiledKernels.OfUser.Compile(ContractionProgram.Create(pruned.Plan), VectorWidth.Wide);
        var interpreter = KernelRegistry.All(pruned.Plan).First();
        Assert.Equal("interpreter", interpreter.Kind);
        foreach (var (a, b) in Forces(pruned, compiled).Zip(Forces(pruned, interpreter))) Assert.Equal(a, b, 1e-11);
    }

    [Fact]
    public void AStoppedPruningGoesOnToTheSamePotential()
    {
        var (start, whole, cut) = (GoldenData.PathOf("g12.mtp"), _directory.PathOf("whole.mtp"), _directory.PathOf("cut.mtp"));
        Outcome.Success(Prune(start, whole));
        // Costs differ from run to run, and what is removed with them.
        File.WriteAllLines(_directory.PathOf("cut.prune.jsonl"), File.ReadLines(_directory.PathOf("whole.prune.jsonl")).Take(2));
        using var interrupt = new CancellationTokenSource();
        var error = new StringWriter();
        var watch = new WatchingWriter(line =>
        {
            // The first smaller potential.
            if (line.TrimStart().StartsWith("0.", StringComparison.Ordinal)) interrupt.Cancel();
        });
        Assert.Equal(ExitCode.Interrupted, CommandLine.Run(Prune(start, cut), watch, error, interrupt.Token));
        Assert.Contains("run the same command again", error.ToString());
        Assert.False(File.Exists(cut));
        var rest = Outcome.Success(Prune(start, cut));
        Assert.Contains("From an earlier run: ", rest.Output);
        Assert.Equal(PotentialFile.Read(whole).Parameters, PotentialFile.Read(cut).Parameters);
        // A journal of another goal is not continued.
        var other = Outcome.Of([.. Prune(start, cut)[..^2], "--cost", "0.8"]);
        Assert.Equal(ExitCode.BadInput, other.ExitCode);
        Assert.Contains("another goal", other.Error);
    }

    [Fact]
    public void AnMtpFileCannotHoldARepulsion()
    {
        var start = _directory.PathOf("start.fmtp");
        Outcome.Success(["train", .. Outcome.Golden, "--level", "2", "--steps", "1", "--output", start]);
        var outcome = Outcome.Of(Prune(start, _directory.PathOf("small.mtp")));
        Assert.Equal(ExitCode.BadInput, outcome.ExitCode);
        Assert.Contains("cannot hold the nuclear repulsion", outcome.Error);
    }

    private static string[] Prune(string start, string output) =>
    [
        "prune", start, .. Outcome.Golden, "--valid", Outcome.Golden[0], "--stage-steps", "1", "--steps", "2", "--output", output,
        "--cost", "0.85",
    ];

    private static List<double> Forces(PotentialModel potential, MtpKernel kernel)
    {
        var forces = new List<double>();
        new SetEvaluator(potential, kernel, threads: 1)
            .Run(GoldenData.Configurations(), (_, predicted) => forces.AddRange(predicted.Forces));
        return forces;
    }
}
