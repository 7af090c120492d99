using FastMtp.Cli.Terminals;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Properties.Toml;
using FastMtp.Selection.Choices;
using FastMtp.Selection.Learning;

namespace FastMtp.Cli.Learning;

/// <summary>A loop in a TOML file. Its paths are relative to the file.</summary>
internal static class LoopFile
{
    private static readonly Dictionary<string, ChoiceReason> Reasons = new()
    {
        ["grade"] = ChoiceReason.Grade,
        ["spread"] = ChoiceReason.Spread,
        ["both"] = ChoiceReason.Both,
    };

    /// <summary>Reads a file and the data that it names.</summary>
    /// <exception cref="InputException">The file cannot be used; the message names the line and the remedy.</exception>
    public static LearningSettings Read(string path, Terminal terminal)
    {
        var root = TomlSection.Read(path);
        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var training = root.Texts("training") is { Length: > 0 } names
            ? names : throw root.Error("training", "is missing; name files of labelled configurations to begin with");
        var (validation, test) = (root.Texts("validation") ?? [], root.Texts("test") ?? []);
        var (rounds, labels) = (root.Whole("rounds", 1), root.Whole("labels", 1));
        var section = Required(root, "fit");
        var fit = FitSection.Read(section);
        if (validation.Length == 0 && fit.Settings.FinalSteps > 0)
            throw section.Error(
                "final_steps", "fits to the validation data as well, but there are none; name validation data, or leave it out");
        var simulation = SimulationSection.Read(Required(root, "simulate"), directory, terminal);
        var (choice, nearest) = Choice(root.Section("select"), fit.Members);
        var label = Label(Required(root, "label"), directory);
        root.RequireUsed("a loop");

        var set = Data(directory, training, null);
        var species = set.Species ?? throw root.Error("training", "has type numbers but no species names; write them as extended XYZ");
        FitSection.RequireRanks(section, fit, species);
        var standard = new LearningSettings
        {
            Training = set.Configurations,
            Validation = validation.Length == 0 ? [] : Data(directory, validation, species).Configurations,
            Test = test.Length == 0 ? [] : Data(directory, test, species).Configurations,
            Species = species,
            Fit = FitSection.For(section, fit, species),
            Simulation = simulation,
            Choice = choice,
            Nearest = nearest,
            Label = label,
        };
        return standard with { Rounds = rounds ?? standard.Rounds, Labels = labels ?? standard.Labels };
    }

    private static TomlSection Required(TomlSection root, string key) =>
        root.Section(key) ?? throw root.Error(key, $"is missing; write a table [{key}]");

    private static ConfigurationSet Data(string directory, string[] names, SpeciesList? species)
    {
        var set = ConfigurationFile.Read(names.Select(name => Path.Combine(directory, name)), new ReadOptions { Species = species });
        return set.Configurations.Count > 0
            ? set : throw new InputException($"{string.Join(", ", names)}: the data contain no configurations; check the files.");
    }

    private static (ChoiceRule Rule, double? Nearest) Choice(TomlSection? section, int members)
    {
        // Simulations of a potential that was fitted to little leave its domain at once; what they show later would be wasted labels.
        var standard = new ChoiceRule { LeastGrade = 2, BreakGrade = 10, BreakSpread = 2, Limit = 20 };
        if (section is null) return (standard, null);
        var word = section.Text("by") ?? "grade";
        if (!Reasons.TryGetValue(word, out var reason)) throw section.Error("by", $"is {word}; write grade, spread or both");
        if (reason != ChoiceReason.Grade && members == 1)
            throw section.Error("by", $"is {word}, but one potential has no spread; fit several with members in [fit]");
        var rule = standard with
        {
            Reason = reason,
            LeastGrade = section.Positive("threshold") ?? standard.LeastGrade,
            LeastSpread = section.Positive("spread") ?? standard.LeastSpread,
            BreakGrade = section.Positive("break") ?? standard.BreakGrade,
            BreakSpread = section.Positive("break_spread") ?? standard.BreakSpread,
            Limit = section.Whole("limit", 1) ?? standard.Limit,
            LeastDistance = section.Number("distance") ?? standard.LeastDistance,
        };
        if (rule.BreakGrade < rule.LeastGrade) throw section.Error("break", "must not be smaller than threshold");
        if (rule.BreakSpread < rule.LeastSpread) throw section.Error("break_spread", "must not be smaller than spread");
        var nearest = section.Positive("nearest");
        section.RequireUsed("[select]");
        return (rule, nearest);
    }

    private static LabelPlan Label(TomlSection section, string directory)
    {
        var command = section.Text("command") ?? throw section.Error("command", "is missing in [label]; write what computes labels");
        var (input, output) = (section.Text("input") ?? "configuration.xyz", section.Text("output") ?? "labelled.xyz");
        foreach (var (key, name) in (IEnumerable<(string, string)>)[("input", input), ("output", output)])
            if (name != Path.GetFileName(name)) throw section.Error(key, "must be the name of a file without a directory");
        if (!ConfigurationFile.IsName(input)) throw section.Error("input", $"is {input}; name it .xyz, .cfg, .cif or POSCAR");
        var parallel = section.Whole("parallel", 1) ?? 1;
        section.RequireUsed("[label]");
        return new LabelPlan(CommandText.Of(section, command, [("loop", directory)]), input, output, parallel);
    }
}
