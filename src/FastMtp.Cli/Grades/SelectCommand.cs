using System.CommandLine;
using System.Globalization;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Terminals;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Selection.Choices;

namespace FastMtp.Cli.Grades;

/// <summary><c>fastmtp select POTENTIAL… CANDIDATES… --output FILE</c>: which configurations to label next.</summary>
internal static class SelectCommand
{
    public const string Name = "select";

    private const int MostNamed = 10;

    public static readonly string[] Examples =
    [
        "fastmtp select potential.fmtp run.dump --training train.xyz --output chosen.xyz           what the potential extrapolates to",
        "fastmtp select potential.fmtp *.dump --training train.xyz --output chosen.xyz --limit 50   at most 50",
        "fastmtp select alloy-[0-4].fmtp run.dump --by spread --output chosen.xyz                  where a committee disagrees",
        "fastmtp select alloy.fmtp run.dump --by both --training train.xyz --output chosen.xyz     either of the two",
        "fastmtp select pot.mtp new.cfg --training train.cfg --mode configuration --algorithm mlip --distance 0 --output add.cfg",
    ];

    private static readonly Dictionary<string, ChoiceReason> Reasons = new()
    {
        ["grade"] = ChoiceReason.Grade,
        ["spread"] = ChoiceReason.Spread,
        ["both"] = ChoiceReason.Both,
    };

    public static Command Create(Terminal terminal)
    {
        var standard = new ChoiceRule();
        var command = new Command(
            Name,
            "Choose which configurations to label: those that enlarge the active set of a potential, or on which a committee disagrees, "
            + "without those that repeat each other. The most wanted come first.");
        var potential = Options.File("potential", "The potential, or the first of a committee, .mtp or .fmtp.");
        var data = Options.Files(
            "candidates", "More potentials, for a committee; then candidates: .cfg, extended XYZ, POSCAR, .cif or LAMMPS dumps, also .gz.");
        var output = new Option<string>("--output")
        {
            Description = "Write the chosen configurations to this file, .xyz or .cfg.",
            HelpName = "file",
            Required = true,
        };
        var reason = Options.Choice("--by", "Choose by grade, by the spread of a committee, or by either.", Reasons);
        var grade = Options.Number("--threshold", "Leave out candidates whose largest grade is smaller.", standard.LeastGrade);
        var spread = Options.Number(
            "--spread", "Leave out candidates whose largest spread of a force is smaller, eV/Å.", standard.LeastSpread);
        var limit = Options.OptionalWhole("--limit", "Choose at most so many.");
        var distance = Options.Number(
            "--distance", "Leave out candidates whose descriptors are nearer than this to those of one chosen before; 0 leaves none out.",
            standard.LeastDistance);
        var threads = Options.Threads();
        command.Add(potential);
        command.Add(data);
        var grading = new GradeOptions(command);
        foreach (var option in (Option[])[output, reason, grade, spread, limit, distance, threads]) command.Add(option);
        var reading = new DataOptions(command, withLabels: false);
        command.SetAction(parsed =>
        {
            var (paths, files) = PotentialInput.Split([parsed.GetRequiredValue(potential), .. parsed.GetRequiredValue(data)]);
            if (files.Length == 0)
                throw new InputException($"{paths[^1]}: this is a potential, and no candidates follow; name them after it.");
            var (to, training) = (parsed.GetRequiredValue(output), grading.Training(parsed));
            new OutputCheck().Reads("a potential", paths).Reads("the candidates", files).Reads("the training data", training)
                .Writes("the chosen configurations", to, "--output");
            ConfigurationFile.RequireWritable(to);
            var rule = new ChoiceRule
            {
                Reason = parsed.GetValue(reason),
                LeastGrade = parsed.GetValue(grade),
                LeastSpread = parsed.GetValue(spread),
                Limit = parsed.GetValue(limit) ?? int.MaxValue,
                LeastDistance = parsed.GetValue(distance),
            };
            if (rule.Limit < 1) throw new InputException($"--limit {rule.Limit} leaves nothing to choose; give at least 1.");
            var subject = PotentialInput.ReadFitted(paths, reading.Species(parsed));
            Require(rule, subject, paths[0]);
            if (rule.Reason != ChoiceReason.Grade) EqualMembers.Note(terminal, subject.Members);
            var own = rule.Reason == ChoiceReason.Spread || training.Length > 0
                ? null : grading.Own(parsed, subject.First.Model, paths[0], ", or choose --by spread");
            var known = training.Length > 0 ? reading.Read(parsed, training, terminal, subject.Species).Configurations : [];
            var candidates = reading.Read(parsed, files, terminal, subject.Species).Configurations;
            var mode = own?.Mode ?? grading.Mode(parsed);
            var result = new CandidateChoice(subject, rule, mode, grading.Order(parsed), parsed.GetValue(threads))
                .Choose(known, candidates, SlowProgress.Of(terminal));
            Print(terminal, result, candidates);
            ConfigurationFile.Write(to, result.Chosen.Select(choice => Marked(candidates[choice.Index], choice)), subject.Species);
            terminal.Line($"Chosen configurations written to {to}.");
            return ExitCode.Success;
        });
        return command;
    }

    /// <exception cref="InputException">The potential cannot say what the rule asks for.</exception>
    private static void Require(ChoiceRule rule, Potential potential, string path)
    {
        if (rule.Reason != ChoiceReason.Grade && !potential.IsCommittee)
            throw new InputException($"{path}: one potential has no spread; name the members of a committee, or choose --by grade.");
        if (rule.Reason != ChoiceReason.Spread && potential.First.IsPace)
            throw new InputException($"{path}: a potential of PACE cannot be graded; name a .mtp or .fmtp file.");
    }

    private static void Print(Terminal terminal, ChoiceResult result, IReadOnlyList<Configuration> candidates)
    {
        terminal.Line($"{result.Chosen.Count} of {Format.Count(candidates.Count, "candidate")} chosen: {result.Wanted} wanted, "
            + $"{result.Repeated} of these repeat others");
        if (result.Chosen.Count == 0)
        {
            var largest = result.LargestGrade is { } grade ? $"the largest grade is {Format.Figures(grade)}" : "";
            if (result.LargestSpread is { } spread)
                largest += $"{(largest.Length > 0 ? ", " : "")}the largest spread {Format.Figures(spread)} eV/Å";
            terminal.Note($"the potential knows all candidates: {largest}.");
            return;
        }
        terminal.Table(["most wanted", "grade›", "spread, eV/Å›"], result.Chosen.Take(MostNamed).Select(choice => (string[])
        [
            candidates[choice.Index].Origin,
            choice.Grade is { } grade ? Format.Figures(grade) : "",
            choice.Spread is { } spread ? Format.Figures(spread) : "",
        ]));
    }

    /// <summary>With what it was chosen for; labels of another potential do not belong to it.</summary>
    private static Configuration Marked(Configuration configuration, Choice choice) => configuration with
    {
        Features =
        [
            .. configuration.Features.Where(feature => feature.Key is not (GradeCommand.GradeKey or SpreadKey)),
            .. Feature(GradeCommand.GradeKey, choice.Grade),
            .. Feature(SpreadKey, choice.Spread),
        ],
    };

    private const string SpreadKey = "max_force_spread";

    private static IEnumerable<KeyValuePair<string, string>> Feature(string key, double? value) =>
        value is { } number ? [new(key, number.ToString("R", CultureInfo.InvariantCulture))] : [];
}
