using System.Globalization;
using FastMtp.Tests.Shared;

namespace FastMtp.Native.Tests;

/// <summary>The header is enough for a program in C, and C++ can read it.</summary>
public sealed class ConsumerTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static string Source => Path.Combine(AppContext.BaseDirectory, "Programs", "consumer.c");

    [NeedsFact]
    public void ProgramInC()
    {
        var program = _directory.PathOf("consumer");
        Tools.Do("gcc", ["-std=c11", "-O1", "-Wall", "-Wextra", "-Wpedantic", "-Werror", $"-I{PublishedLibrary.Root}", Source, "-o",
            program, PublishedLibrary.PathOf("libfastmtp.so"), $"-Wl,-rpath,{PublishedLibrary.Root}", "-lpthread"]);
        foreach (var configuration in GoldenData.Configurations().Take(3))
        {
            var input = _directory.Write("input.txt", Text(configuration));
            var lines = Tools.Do("/bin/sh", ["-c", $"'{program}' '{GoldenData.PathOf("g16.mtp")}' < '{input}'"])
                .Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var numbers = Array.ConvertAll(lines, line => double.Parse(line, CultureInfo.InvariantCulture));
            var expected = Evaluated.Managed(GoldenData.Potential(16), configuration);
            Evaluated.Close([expected.Energy, .. Evaluated.Components(expected.Virial)], numbers[..7], 1e-12 * configuration.Count);
            Evaluated.Close(expected.Forces, numbers[7..], 1e-12);
        }
    }

    [NeedsFact(Tools.CxxCompiler)]
    public void HeaderInCxx()
    {
        var source = _directory.Write(
            "header.cpp", "#include \"fastmtp.h\"\nint main() { return fastmtp_abi_version() - FASTMTP_ABI_VERSION; }\n");
        Tools.Do("g++", ["-std=c++11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", $"-I{PublishedLibrary.Root}", source, "-o",
            _directory.PathOf("header"), PublishedLibrary.PathOf("libfastmtp.so"), $"-Wl,-rpath,{PublishedLibrary.Root}"]);
        Tools.Do(_directory.PathOf("header"), []);
    }

    public void Dispose() => _directory.Dispose();

    private static string Text(Configuration configuration)
    {
        var cell = configuration.Cell;
        bool[] periodic = [cell.PeriodicA, cell.PeriodicB, cell.PeriodicC];
        IEnumerable<string> lines =
        [
            $"{configuration.Count}",
            .. new[] { cell.A, cell.B, cell.C }.Select(v => FormattableString.Invariant($"{v.X:r} {v.Y:r} {v.Z:r}")),
            string.Join(' ', periodic.Select(p => p ? 1 : 0)),
            .. Enumerable.Range(0, configuration.Count).Select(i => (configuration.Types[i], R: configuration.Position(i)))
            .Select(atom => FormattableString.Invariant($"{atom.Item1} {atom.R.X:r} {atom.R.Y:r} {atom.R.Z:r}")),
        ];
        return string.Join('\n', lines) + "\n";
    }
}
