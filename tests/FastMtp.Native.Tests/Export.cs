using FastMtp.Cli;
using FastMtp.Tests.Shared;

namespace FastMtp.Native.Tests;

/// <summary>The command that makes potentials ready for other programs.</summary>
internal static class Export
{
    /// <summary>Exports a potential, the golden one of level 16 if none is given, into a directory.</summary>
    public static string Run(TemporaryDirectory parent, string name, string format, string? potential = null, params string[] options) =>
        Success(["export", potential ?? GoldenData.PathOf("g16.mtp"), parent.PathOf(name), "--format", format, "--species", "Mo,Nb,Ta,W",
            "--library", PublishedLibrary.Root, .. options]);

    /// <summary>Runs the command, which must succeed.</summary>
    public static string Success(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = CommandLine.Run(arguments, output, error);
        Assert.True(code == 0, $"fastmtp {string.Join(' ', arguments)}: {code}, {error}");
        return output.ToString();
    }
}
