using FastMtp.Tests.Shared;

namespace FastMtp.Native.Tests;

/// <summary>KIM models that only one test finds.</summary>
internal sealed class LammpsModels(TemporaryDirectory directory)
{
    public const int TimedOut = 124;

    /// <summary>Tantalum with the model golden_alloy.</summary>
    public const string Crystal = """
        units metal
        boundary p p p
        lattice bcc 3.2
        region box block 0 4 0 4 0 4
        create_box 1 box
        create_atoms 1 box
        mass 1 180.95
        pair_style kim golden_alloy
        pair_coeff * * Ta

        """;

    /// <summary>Hides the user's own installed models.</summary>
    public (string, string?)[] Environment
    {
        get
        {
            directory.Write("kim.config",
                string.Concat(new[] { "model-drivers", "portable-models", "simulator-models" }.Select(
                    kind => $"{kind}-dir = {Directory.CreateDirectory(directory.PathOf("own-" + kind))}\n")));
            return
            [
                ("KIM_API_CONFIGURATION_FILE", directory.PathOf("kim.config")),
                ("KIM_API_PORTABLE_MODELS_DIR", Directory.CreateDirectory(directory.PathOf("models")).FullName),
                ("OMP_NUM_THREADS", "1"),
            ];
        }
    }

    public static string[] OnRanks(int ranks) => ["--allow-run-as-root", "--oversubscribe", "-np", $"{ranks}", Tools.Lammps];

    /// <summary>Exports a potential, the golden one if none is given, and installs it.</summary>
    public (string, string?)[] Install(string name, string? potential = null, params string[] options)
    {
        var told = Export.Run(directory, name, "kim", potential, options);
        Assert.Contains($"pair_style kim {name}", told, StringComparison.Ordinal);
        Assert.Contains("pair_coeff * * Mo Nb Ta W", told, StringComparison.Ordinal);
        InstallExported(name);
        return Environment;
    }

    /// <summary>Installs what has been exported.</summary>
    public void InstallExported(string name) =>
        Tools.Do(Tools.Kim, ["install", "environment", directory.PathOf(name)], directory.Root, Environment);
}
