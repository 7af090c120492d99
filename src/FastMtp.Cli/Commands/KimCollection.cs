using System.ComponentModel;
using System.Diagnostics;

namespace FastMtp.Cli.Commands;

/// <summary>Collections of installed KIM models.</summary>
internal static class KimCollection
{
    /// <summary>The program that installs models.</summary>
    public const string Tool = "kim-api-collections-management";

    /// <summary>Compiles and installs a model for the user, who sees how it goes.</summary>
    /// <exception cref="InputException">It cannot be installed.</exception>
    public static void InstallForUser(string directory) => Install(directory, "user", new Dictionary<string, string>(), prints: true);

    /// <summary>Compiles and installs a model.</summary>
    /// <param name="directory">Directory of the model.</param>
    /// <param name="collection">user or environment.</param>
    /// <param name="environment">Variables of the environment of the program.</param>
    /// <param name="prints">True to show its output to the user; otherwise the end of it is in the message if it fails.</param>
    /// <exception cref="InputException">It cannot be installed.</exception>
    public static void Install(string directory, string collection, IReadOnlyDictionary<string, string> environment, bool prints)
    {
        try
        {
            var start = new ProcessStartInfo(Tool, ["install", "--force", collection, Path.GetFullPath(directory)]);
            (start.RedirectStandardOutput, start.RedirectStandardError) = (!prints, !prints);
            foreach (var (name, value) in environment) start.Environment[name] = value;
            using var process = Process.Start(start)!;
            var error = prints ? null : process.StandardError.ReadToEndAsync();
            var output = prints ? "" : process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode == 0) return;
            var said = prints ? "its output above" : $"what it says: {Last(output + error!.Result)}";
            throw new InputException($"{Tool} could not install {directory}; see {said}, or set CM_VERBOSE=1 in the environment for more.");
        }
        catch (Win32Exception e)
        {
            throw new InputException(
                $"{Tool} is not on the PATH; install the KIM API with its development files (Debian: libkim-api-dev), "
                + "or go without an installed model.",
                e);
        }
    }

    private static string Last(string text) =>
        string.Join(" | ", text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).TakeLast(3));
}
