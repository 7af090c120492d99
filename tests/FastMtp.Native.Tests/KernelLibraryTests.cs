using FastMtp.Basis;
using FastMtp.Blocks;
using FastMtp.Compilation;
using FastMtp.Grades;
using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Reference;
using FastMtp.Tests.Atoms;
using FastMtp.Tests.Shared;

namespace FastMtp.Native.Tests;

/// <summary>
/// Kernels that are compiled ahead of time to libraries, in the widths of this processor, against the generated ones and the formulas.
/// </summary>
public sealed class KernelLibraryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static IEnumerable<VectorWidth> Widths => VectorWidths.Supported.Where(width => width != VectorWidth.Portable);

    [NeedsFact]
    public void ResultsAreThoseOfTheGeneratedKernelToTheLastBit()
    {
        var potential = GoldenData.Potential(12);
        var libraries = Compiled(potential.Plan);
        foreach (var width in Widths)
        {
            var (generated, single) = (Generated(potential, width, false), Generated(potential, width, true));
            var program = generated.Program;
            var (library, librarySingle) = (libraries.Compile(program, width), libraries.Compile(program, width, isSingle: true));
            Assert.Equal(($"compiled-{(int)width}", $"compiled-{(int)width}-mixed"), (library.Name, librarySingle.Name));
            foreach (var configuration in GoldenData.Configurations().Concat(GoldenData.Configurations(extra: true)))
            {
                RequireSame(
                    Evaluate(new KernelBlocks(potential, generated), configuration),
                    Evaluate(new KernelBlocks(potential, library), configuration));
                RequireSame(
                    Evaluate(MixedBlocks.Create(potential, single), configuration),
                    Evaluate(MixedBlocks.Create(potential, librarySingle), configuration));
            }
            Assert.Equal(Rows(potential, generated), Rows(potential, library));
        }
    }

    /// <summary>The tables of a foreign file, as they are.</summary>
    [NeedsFact]
    public void GoldenValues()
    {
        var potential = GoldenData.Potential(12, standardPlan: false);
        var libraries = Compiled(potential.Plan);
        foreach (var width in Widths)
        {
            var kernel = libraries.Compile(ContractionProgram.Create(potential.Plan), width);
            foreach (var extra in new[] { false, true })
            {
                var golden = GoldenData.Expected(12, extra);
                foreach (var (configuration, expected) in GoldenData.Configurations(extra).Zip(golden))
                {
                    var found = Evaluate(new KernelBlocks(potential, kernel), configuration);
                    Evaluated.Close([expected.Energy!.Value], [found.Energy], 1e-12 * configuration.Count);
                    Evaluated.Close(expected.Forces!, found.Forces, 1e-12);
                    Evaluated.Close(
                        Evaluated.Components(expected.Virial!.Value), Evaluated.Components(found.Virial), 1e-12 * configuration.Count);
                }
            }
        }
    }

    [NeedsFact]
    public void UnusualTablesAndPrunedBasesAgreeWithTheFormulas()
    {
        var potential = UnusualTables.Potential(seed: 2);
        var libraries = Compiled(potential.Plan);
        foreach (var width in Widths)
        {
            var kernel = libraries.Compile(ContractionProgram.Create(potential.Plan), width);
            foreach (var configuration in GoldenData.Configurations().Concat(GoldenData.Configurations(extra: true)))
            {
                var expected = new ReferenceEvaluator(potential).Evaluate(configuration);
                var found = Evaluate(new KernelBlocks(potential, kernel), configuration);
                Evaluated.Close(expected.SiteEnergies, found.SiteEnergies, 1e-11);
                Evaluated.Close(expected.Forces, found.Forces, 1e-11);
            }
        }
    }

    [NeedsFact]
    public void AnExportedPotentialTakesItsKernelAlong()
    {
        var potential = UnusualTables.Potential(seed: 1);
        var (api, exported) = Exported("for_ase", "ase");
        var handle = api.Opened(exported);
        Assert.StartsWith("compiled-", api.Kernel(handle), StringComparison.Ordinal);
        Assert.Null(api.WhyInterpreted(handle));
        foreach (var kind in SampleConfigurations.Kinds)
        {
            var configuration = SampleConfigurations.Create(kind);
            Evaluated.Of(api, handle, configuration).AssertClose(Evaluated.Managed(potential, configuration), 1e-12);
        }
        Assert.Equal(0, api.SetPrecision(handle, 1));
        Assert.Matches("^compiled-[0-9]+-mixed$", api.Kernel(handle));
        var cell = SampleConfigurations.Create("skewed");
        Evaluated.Of(api, handle, cell).AssertClose(Evaluated.Managed(potential, cell), 1e-5);
        api.Close(handle);
        var whole = api.Opened(GoldenData.PathOf("g08.mtp"));
        Assert.Equal((true, null), (api.Kernel(whole)!.StartsWith("generated-", StringComparison.Ordinal), api.WhyInterpreted(whole)));
        api.Close(whole);
    }

    [NeedsFact]
    public void WithoutItTheInterpreterRunsAndSaysWhy()
    {
        var (_, exported) = Exported("whole", "ase");
        foreach (var (name, damage, reason) in ((string, Action<string>, string)[])
        [
            ("missing", File.Delete, "there is no such file"),
            ("cut", path => Change(path, bytes => bytes[..(bytes.Length / 2)]), "the file is incomplete or was changed"),
            ("changed", path => Change(path, bytes => [.. bytes[..1000], 1, .. bytes[1001..]]), "the file is damaged"),
            ("other", path => File.WriteAllBytes(path, KernelSeal.Close([1, 2, 3], 7, VectorWidths.Supported[0])),
                "it was compiled for another basis"),
        ])
        {
            var copy = _directory.PathOf(name);
            Directory.CreateDirectory(copy);
            foreach (var file in Directory.GetFiles(Path.GetDirectoryName(exported)!))
                File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            foreach (var file in Directory.GetFiles(copy, "kernel-*.so")) damage(file);
            var api = new Api(Path.Combine(copy, "libfastmtp.so"));
            var handle = api.Opened(Path.Combine(copy, "potential.fmtp"));
            Assert.StartsWith("interpreter-", api.Kernel(handle), StringComparison.Ordinal);
            Assert.Matches(
                $"^{copy}/kernel-[0-9a-f]+-[0-9]+.so: {reason}, so the interpreter evaluates the potential, which is slower; "
                + "write the files again with fastmtp export.$", api.WhyInterpreted(handle));
            var cell = SampleConfigurations.Create("skewed");
            Evaluated.Of(api, handle, cell).AssertClose(Evaluated.Managed(UnusualTables.Potential(seed: 1), cell), 1e-12);
            api.Close(handle);
        }
    }

    [NeedsFact(Tools.Ase)]
    public void AseWarnsOfAMissingKernel()
    {
        // Not opened here: what is loaded must not be exported again.
        Save();
        Export("for_ase", "ase");
        var exported = _directory.PathOf("for_ase/potential.fmtp");
        Assert.Equal("", Warnings());
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(exported)!, "kernel-*.so")) File.Delete(file);
        Assert.Contains("there is no such file, so the interpreter evaluates the potential", Warnings(), StringComparison.Ordinal);
        Export("for_ase", "ase", "--no-kernel");
        Assert.Equal("", Warnings());

        string Warnings() => Tools.Run(Tools.Python, ["-c", $"from fastmtp import FastMtp; FastMtp('{exported}')"], _directory.Root,
            ("PYTHONPATH", Path.GetDirectoryName(exported))).Error;
    }

    [NeedsFact(Tools.Lammps, Tools.Mpi, Tools.Kim, Tools.CMake, Tools.CxxCompiler)]
    public void LammpsRunsTheKernelAndWarnsOfAMissingOne()
    {
        Save();
        var models = new LammpsModels(_directory);
        var environment = models.Install("golden_alloy", _directory.PathOf("unusual.mtp"));
        _directory.Write("in.crystal", LammpsModels.Crystal + "thermo_modify format float %.15g\nrun 0\n");
        var compiled = Run();
        Assert.Equal("", compiled.Error);
        var interpreted = Run((KernelRegistry.Variable, "interpreter"));
        Assert.Equal(Energy(interpreted.Output), Energy(compiled.Output), 1e-9);
        foreach (var file in Directory.GetFiles(_directory.PathOf("models"), "kernel-*.so", SearchOption.AllDirectories)) File.Delete(file);
        var missing = Run();
        Assert.Contains("fastmtp: warning: ", missing.Error, StringComparison.Ordinal);
        Assert.Contains("there is no such file, so the interpreter evaluates the potential", missing.Error, StringComparison.Ordinal);
        Assert.Equal(Energy(interpreted.Output), Energy(missing.Output));

        (string Output, string Error) Run(params (string, string?)[] more)
        {
            var (code, output, error) = Tools.Run(Tools.Lammps, ["-in", "in.crystal"], _directory.Root, [.. environment, .. more]);
            Assert.True(code == 0, output + error);
            return (output, error);
        }

        static double Energy(string output)
        {
            var lines = output.Split('\n');
            var row = lines[Array.FindIndex(lines, line => line.TrimStart().StartsWith("Step", StringComparison.Ordinal)) + 1];
            return double.Parse(
                row.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2], System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    public void Dispose() => _directory.Dispose();

    private static void Change(string path, Func<byte[], byte[]> change) => File.WriteAllBytes(path, change(File.ReadAllBytes(path)));

    private KernelLibraries Compiled(BasisPlan plan)
    {
        foreach (var (name, content) in LibraryCompiler.OfUser.Compile(plan)) File.WriteAllBytes(_directory.PathOf(name), content);
        return new(_directory.Root);
    }

    private void Save() => new Potential(UnusualTables.Potential(seed: 1)).Save(_directory.PathOf("unusual.mtp"));

    private void Export(string name, string format, params string[] options) => Native.Tests.Export.Run(
        _directory, name, format, _directory.PathOf("unusual.mtp"), options);

    private (Api Api, string Potential) Exported(string name, string format)
    {
        Save();
        Export(name, format);
        return (new Api(_directory.PathOf($"{name}/libfastmtp.so")), _directory.PathOf($"{name}/potential.fmtp"));
    }

    private static MtpKernel Generated(PotentialModel potential, VectorWidth width, bool isSingle) =>
        KernelRegistry.All(potential.Plan, isSingle).First(kernel => kernel.Kind == "generated" && kernel.Width == width);

    private static Prediction Evaluate(IBlockModel model, Configuration configuration)
    {
        using (model)
        {
            using var evaluator = new Evaluator(model, 1);
            return evaluator.Evaluate(configuration);
        }
    }

    /// <summary>The passes that only fits and grades use.</summary>
    private static double[] Rows(PotentialModel potential, MtpKernel kernel)
    {
        using var model = new RowModel(potential, kernel);
        using var worker = new RowModel.Worker(model);
        var rows = new List<double>();
        worker.ForAtoms(SampleConfigurations.Create("skewed"), (block, found) =>
        {
            for (var center = 0; center < block.CenterCount; center++)
            {
                var row = new double[model.Layout.ParameterCount];
                model.Layout.AddTo(found[center], block.CenterTypes[center], row);
                rows.AddRange(row);
            }
        });
        return [.. rows];
    }

    private static void RequireSame(Prediction expected, Prediction actual)
    {
        Assert.Equal(expected.SiteEnergies, actual.SiteEnergies);
        Assert.Equal(expected.Forces, actual.Forces);
        Assert.Equal(expected.Virial, actual.Virial);
    }
}
