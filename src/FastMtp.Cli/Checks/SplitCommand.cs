using System.CommandLine;
using System.CommandLine.Parsing;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Terminals;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Input;
using FastMtp.Selection.Descriptors;
using FastMtp.Selection.Splits;

namespace FastMtp.Cli.Checks;

/// <summary><c>fastmtp split DATA…</c>: training, validation and test data from one set.</summary>
internal static class SplitCommand
{
    public const string Name = "split";

    public static readonly string[] Examples =
    [
        "fastmtp split data.xyz --train a.xyz --valid b.xyz                               a tenth of every group for validation",
        "fastmtp split data.xyz --train a.xyz --valid b.xyz --test c.xyz --fraction 0.2   a fifth each for validation and tests",
        "fastmtp split data.xyz --train a.xyz --valid b.xyz --groups Surface,Melt         whole groups for validation",
        "fastmtp split data.xyz --train a.xyz --valid b.xyz --by descriptors              train on what differs most",
    ];

    private static readonly Dictionary<string, SplitRule> Rules = new()
    {
        ["random"] = SplitRule.Random,
        ["descriptors"] = SplitRule.Descriptors,
    };

    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            Name, "Divide a data set into training, validation and, if asked, test data: at random, the same fraction of every group; by "
            + "group; or by farthest-point sampling of descriptors, where the configurations that differ most become training "
            + "data and the others, which lie between them, validation data. Copies of a structure stay together.");
        var files = Options.Files("data", "Configurations: .cfg or extended XYZ, also .gz.");
        var paths = new[]
        {
            Required("--train", "File for the training data."),
            Required("--valid", "File for the validation data."),
            Options.Text("--test", "File for test data.", "file"),
        };
        var fraction = Options.Number("--fraction", "Fraction of the configurations for validation, and for tests as well.", 0.1);
        var rule = Options.Choice("--by", "How to choose them.", Rules);
        var groups = Options.Text("--groups", "Groups (config_type) for validation, instead of a fraction.", "a,b,…");
        var testGroups = Options.Text("--test-groups", "Groups for tests, with --groups.", "c,d,…");
        var seed = Options.Seed("--seed", "Seed of the choice.");
        var cutoff = Options.Number("--cutoff", "Cutoff of the descriptors, Å.", 5);
        var threads = Options.Threads();
        command.Add(files);
        foreach (var option in (Option[])[.. paths, fraction, rule, groups, testGroups, seed, cutoff, threads]) command.Add(option);
        var reading = new DataOptions(command);
        command.SetAction(parsed =>
        {
            var data = parsed.GetRequiredValue(files);
            var outputs = Array.ConvertAll(paths, parsed.GetValue);
            var settings = Settings(parsed, outputs[(int)Part.Test], fraction, rule, groups, testGroups);
            var check = new OutputCheck().Reads("the data", data);
            foreach (var (option, path) in paths.Zip(outputs))
            {
                if (path is null) continue;
                check.Writes($"the file of {option.Name}", path, option.Name);
                ConfigurationFile.RequireWritable(path);
            }
            InputBounds.RequireCutoff(parsed.GetValue(cutoff), "--cutoff");
            var set = reading.Read(parsed, data, terminal);
            var species = set.Species?.Count ?? set.Configurations.Max(c => c.Types.Max()) + 1;
            var rows = ConfigurationDescriptors.Of(set.Configurations, species, parsed.GetValue(cutoff), parsed.GetValue(threads));
            var parts = DataSplit.Of(set.Configurations, rows, settings with { Seed = parsed.GetValue(seed) });
            for (var part = 0; part < outputs.Length; part++)
            {
                if (outputs[part] is { } path)
                    ConfigurationFile.Write(path, set.Configurations.Where((_, i) => (int)parts[i] == part), set.Species);
            }
            SplitReport.Print(terminal, set.Configurations, rows, parts, outputs);
        });
        return command;
    }

    private static SplitSettings Settings(ParseResult parsed, string? test, Option<double> fraction, Option<SplitRule> rule,
        Option<string?> groups, Option<string?> testGroups)
    {
        var share = parsed.GetValue(fraction);
        var (validation, tests) = (Words(parsed.GetValue(groups)), Words(parsed.GetValue(testGroups)));
        if (tests is not null && (validation is null || test is null))
            throw new InputException("--test-groups goes with --groups and --test; add them or leave it out.");
        if (validation is not null)
        {
            if (IsGiven(fraction) || IsGiven(rule))
                throw new InputException("--groups says all that --fraction and --by would; leave them out.");
            if (test is not null && tests is null)
                throw new InputException("--groups leaves nothing for --test; name groups with --test-groups.");
            return new() { ValidationGroups = validation, TestGroups = tests ?? [] };
        }
        var all = test is null ? share : 2 * share;
        if (!(share > 0 && all < 1))
        {
            throw new InputException(FormattableString.Invariant(
                $"--fraction {share} leaves nothing for one of the parts; choose one between 0 and {(test is null ? 1 : 0.5)}."));
        }
        return new() { Validation = share, Test = all - share, Rule = parsed.GetValue(rule) };

        bool IsGiven(Option option) => parsed.GetResult(option) is OptionResult { Implicit: false };
    }

    private static string[]? Words(string? list) =>
        list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static Option<string?> Required(string name, string description)
    {
        var option = Options.Text(name, description, "file");
        option.Required = true;
        return option;
    }
}
