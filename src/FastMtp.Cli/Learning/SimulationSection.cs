using System.Globalization;
using FastMtp.Cli.Commands;
using FastMtp.Cli.Terminals;
using FastMtp.Properties.Toml;
using FastMtp.Selection.Learning;
using Tomlyn.Model;

namespace FastMtp.Cli.Learning;

/// <summary>The section [simulate].</summary>
internal static class SimulationSection
{
    private const int MostRuns = 1000;

    /// <summary>Reads it.</summary>
    /// <param name="section">The section.</param>
    /// <param name="directory">That of the file.</param>
    /// <param name="terminal">Is told what becomes of the potentials.</param>
    public static SimulationPlan Read(TomlSection section, string directory, Terminal terminal)
    {
        var command = section.Text("command")
            ?? throw section.Error("command", "is missing in [simulate]; write what simulates with potential.fmtp");
        var frames = section.Texts("frames") ?? ["*.dump"];
        if (frames.Length == 0) throw section.Error("frames", "must name the files with frames, such as [\"*.dump\"]");
        var (parallel, kim, library) = (section.Whole("parallel", 1) ?? 1, section.Text("kim"), section.Text("library"));
        if (library is not null && kim is null) throw section.Error("library", "is for the KIM model; name that with kim, or leave it out");
        List<(string, string)[]> runs = [[]];
        if (section.Section("variables") is { } variables)
        {
            foreach (var name in variables.Keys)
            {
                var values = Values(variables, name);
                runs = [.. runs.SelectMany(run => values.Select(value => ((string, string)[])[.. run, (name, value)]))];
                if (runs.Count > MostRuns) throw section.Error("variables", $"ask for more than {MostRuns} simulations; give fewer values");
            }
        }
        section.RequireUsed("[simulate]");
        IEnumerable<(string, string)> fixedOnes = kim is null ? [("loop", directory)] : [("loop", directory), ("kim", kim)];
        return new SimulationPlan(
            [.. runs.Select((run, i) => CommandText.Of(section, command, [.. run, .. fixedOnes, ("run", $"{i}")]))],
            [.. runs.Select(Title)],
            frames, parallel,
            kim is null ? null
                : Kim(section, kim, library is null ? ModelDirectory.DefaultLibrary : Path.Combine(directory, library), terminal));

        static string Title((string Name, string Value)[] run) =>
            run.Length == 0 ? "the only one" : string.Join(", ", run.Select(variable => $"{variable.Name} {variable.Value}"));
    }

    private static Func<Potential, string, IReadOnlyDictionary<string, string>> Kim(
        TomlSection section, string name, string library, Terminal terminal)
    {
        if (!ModelDirectory.IsModelName(name))
            throw section.Error("kim", $"is {name}; name the KIM model with letters, digits and underscores, such as my_alloy");
        ModelDirectory.RequireLibrary(library, "library");
        return (potential, round) => KimModel.Install(potential, round, name, library, terminal);
    }

    private static string[] Values(TomlSection variables, string name)
    {
        var items = variables.Find(name) is TomlArray { Count: > 0 } array ? array.ToArray() : [variables.Find(name)!];
        return Array.ConvertAll(items, item => item switch
        {
            string text => text,
            _ when TomlSection.AsNumber(item) is { } number => number.ToString("R", CultureInfo.InvariantCulture),
            _ => throw variables.Error(name, "must be a number, a text, or a list of them"),
        });
    }
}
