using FastMtp.Cli.Commands;
using FastMtp.Cli.Terminals;

namespace FastMtp.Cli.Learning;

/// <summary>The potential of a round as a KIM model that only the simulations of the round see.</summary>
internal static class KimModel
{
    private const string Collection = "KIM_API_PORTABLE_MODELS_DIR";

    /// <summary>Compiles and installs the model.</summary>
    /// <param name="potential">The potential.</param>
    /// <param name="round">Directory of the round.</param>
    /// <param name="name">Name of the model.</param>
    /// <param name="library">Directory of the native library.</param>
    /// <param name="terminal">Is told of a kernel that is compiled, or cannot be.</param>
    /// <returns>Variables of the environment in which programs find the model.</returns>
    /// <exception cref="InputException">The model cannot be written or installed.</exception>
    public static Dictionary<string, string> Install(Potential potential, string round, string name, string library, Terminal terminal)
    {
        var directory = Path.Combine(round, "kim", name);
        var models = Directory.CreateDirectory(Path.Combine(round, "kim", "installed")).FullName;
        var earlier = Environment.GetEnvironmentVariable(Collection);
        var environment = new Dictionary<string, string> { [Collection] = string.IsNullOrEmpty(earlier) ? models : $"{models}:{earlier}" };
        new ModelDirectory(directory, potential, "").Write("kim", library, KernelExport.Of(terminal, potential, isOff: false));
        KimCollection.Install(directory, "environment", environment, prints: false);
        return environment;
    }
}
