using FastMtp.Input;

namespace FastMtp.Cli.Arguments;

/// <summary>The command-line options that correspond to arguments of the library.</summary>
internal static class Flags
{
    private static readonly Dictionary<Argument, string> Names = new()
    {
        [Argument.Species] = "--species",
        [Argument.Format] = "--format",
        [Argument.EnergyKey] = "--energy-key",
        [Argument.ForcesKey] = "--forces-key",
        [Argument.StressKey] = "--stress-key",
        [Argument.VirialKey] = "--virial-key",
        [Argument.EnergyWeight] = "--energy-weight",
        [Argument.ForceWeight] = "--force-weight",
        [Argument.StressWeight] = "--stress-weight",
        [Argument.Cutoff] = "--cutoff",
    };

    /// <summary>The message of an exception in the words of the command line.</summary>
    public static string Message(InputException exception) => exception.MessageWith(argument => Names[argument]);
}
