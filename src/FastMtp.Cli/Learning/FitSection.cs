using FastMtp.Atoms;
using FastMtp.Basis.Mtp;
using FastMtp.Cli.Arguments;
using FastMtp.Potentials;
using FastMtp.Properties.Toml;
using FastMtp.Radial;
using FastMtp.Selection.Learning;
using FastMtp.Training.Forms;
using FastMtp.Training.Loss;
using FastMtp.Training.Settings;
using Tomlyn.Model;

namespace FastMtp.Cli.Learning;

/// <summary>The section [fit], whose keys are options of <c>fastmtp train</c>.</summary>
internal static class FitSection
{
    private const int StandardLevel = 16;
    private const double StandardCutoff = 5;
    private const int StandardSize = 8;

    /// <summary>Where the weights come from; true for the paper.</summary>
    private static readonly Dictionary<string, bool> Losses = new() { ["data"] = false, ["paper"] = true };

    /// <summary>Reads it.</summary>
    public static FitPlan Read(TomlSection section)
    {
        var (level, basis) = (section.Whole("level", 2), section.Text("basis"));
        if (level is not null && basis is not null) throw section.Error("level", "is short for an MTP's basis; leave out one of the two");
        var steps = section.Whole("steps", 0) ?? TrainingSettings.Usual.Steps;
        var repulsion = Repulsion(section);
        var plan = new FitPlan
        {
            Basis = Checked(section, basis is null ? "level" : "basis",
                () => BasisOptions.Canonical(basis ?? MtpFamily.NameOf(level ?? StandardLevel))),
            IsPerSpecies = section.Asks("per_species"),
            Cutoff = section.Number("cutoff") ?? StandardCutoff,
            MinDistance = section.Number("min_distance"),
            RadialSize = section.Whole("radial_size", 1) ?? StandardSize,
            HasRepulsionBelowData = repulsion.IsAuto,
            Repulsion = repulsion.Given,
            Weights = Weights(section),
            Settings = TrainingSettings.Usual with
            {
                Model = Form(section),
                MomentRank = section.Whole("moment_rank", 1),
                Steps = steps,
                FinalSteps = section.Whole("final_steps", 0),
                Seed = (ulong)(section.Whole("seed", 0) ?? 0),
                Patience = section.Whole("patience", 0) ?? 0,
            },
            LaterSteps = section.Whole("later_steps", 0) ?? steps,
            Members = section.Whole("members", 1) ?? 1,
        };
        section.RequireUsed("[fit]");
        // What is wrong with the radial basis shows before the data are read.
        _ = Shape(plan, new SpeciesList(["H"]));
        return plan;
    }

    /// <summary>Checks the ranks against the number of species.</summary>
    /// <exception cref="InputException">They are too large.</exception>
    public static void RequireRanks(TomlSection section, FitPlan plan, SpeciesList species) =>
        _ = Checked(section, "rank", () => plan.Settings.Model.ParameterCount(Shape(plan, species)));

    private static RadialShape Shape(FitPlan plan, SpeciesList species)
    {
        var radial = new RadialBasis(plan.MinDistance ?? 0, plan.Cutoff, plan.RadialSize);
        return PotentialModel.ForBasis(plan.Basis, species, radial, plan.IsPerSpecies).RadialTensor.Shape;
    }

    private static RadialForm Form(TomlSection section)
    {
        var name = section.Text("model") ?? RadialForm.Base.Name;
        var form = RadialForms.Named(name)
            ?? throw section.Error("model", $"is {name}; choose from {string.Join(", ", RadialForms.All.Select(known => known.Name))}");
        int[] ranks = section.Find("rank") switch
        {
            null => [],
            long one when one is > 0 and < int.MaxValue => [(int)one],
            TomlArray array when array.All(item => item is > 0L and < int.MaxValue) => [.. array.Select(item => (int)(long)item!)],
            _ => throw section.Error("rank", "must be a whole number, or a list of them such as [4, 8, 4]"),
        };
        if (ranks.Length != form.Ranks.Count)
        {
            var example = form.Ranks.Count == 0 ? "" : $", such as {Example(form)}";
            throw section.Error("model", $"{form.Name} needs {form.RankCount} as rank{example}");
        }
        return Checked(section, "rank", () => form.With(ranks, RankGrowth.Usual.UpTo(ranks)));
    }

    private static string Example(RadialForm form) => form.Ranks.Count == 1 ? $"{form.Ranks[0]}" : $"[{string.Join(", ", form.Ranks)}]";

    /// <summary>The weights that the file gives, or how they derive from the data.</summary>
    private static LossWeights Weights(TomlSection section)
    {
        string[] explicitKeys = ["energy_weight", "force_weight", "stress_weight", "normalization"];
        var given = explicitKeys.FirstOrDefault(key => section.Find(key) is not null);
        var favor = Word(section, "favor", FavorWords.All);
        var loss = Word(section, "loss", Losses);
        if (favor is not null && (given ?? (loss == true ? "loss" : null)) is { } other)
            throw section.Error("favor", $"derives the weights from the data, but {other} sets them; leave out one of the two");
        if (loss == false && given is not null)
            throw section.Error("loss", $"derives the weights from the data, but {given} sets them; leave out one of the two");
        var standard = new LossWeights();
        return new()
        {
            Favor = favor ?? (loss == true || given is not null ? null : Favor.Balanced),
            Energy = section.Number("energy_weight") ?? standard.Energy,
            Force = section.Number("force_weight") ?? standard.Force,
            Stress = section.Number("stress_weight") ?? standard.Stress,
            Normalization = Word(section, "normalization", LossNormalizationWords.All) ?? default,
            Groups = Groups(section.Section("weight")),
        };
    }

    private static T? Word<T>(TomlSection section, string key, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        if (section.Text(key) is not { } word) return null;
        return words.TryGetValue(word, out var known)
            ? known : throw section.Error(key, $"is {word}; choose from {string.Join(", ", words.Keys)}");
    }

    private static Dictionary<string, double> Groups(TomlSection? weights) => weights is null
        ? [] : weights.Keys.ToDictionary(group => group, group => weights.Number(group)!.Value);

    /// <summary>The plan for species, of which the default repulsion needs that they are elements.</summary>
    public static FitPlan For(TomlSection section, FitPlan plan, SpeciesList species) =>
        section.Find("zbl") is null && species.Names.Any(name => Elements.Number(name) is null)
            ? plan with { HasRepulsionBelowData = false }
            : plan;

    /// <summary>The repulsion asked for; by default the one below the data.</summary>
    private static ZblChoice Repulsion(TomlSection section)
    {
        var choice = section.Find("zbl") switch
        {
            false or "none" => new ZblChoice(IsAuto: false),
            null or "auto" or true => new ZblChoice(IsAuto: true),
            TomlArray { Count: 2 } pair when pair.All(item => TomlSection.AsNumber(item) is not null) =>
                new ZblChoice(false, new ZblRepulsion(TomlSection.AsNumber(pair[0])!.Value, TomlSection.AsNumber(pair[1])!.Value)),
            _ => throw section.Error("zbl", "must be \"auto\", \"none\", or two distances, such as [1.0, 2.0]"),
        };
        return choice.Given is { } given && !given.Fits(section.Number("cutoff") ?? StandardCutoff)
            ? throw section.Error("zbl", "must be two increasing distances between 0 and the cutoff")
            : choice;
    }

    private static T Checked<T>(TomlSection section, string key, Func<T> create)
    {
        try
        {
            return create();
        }
        catch (InputException e)
        {
            throw section.Error(key, $"cannot be used: {e.Message.TrimEnd('.')}");
        }
    }
}
