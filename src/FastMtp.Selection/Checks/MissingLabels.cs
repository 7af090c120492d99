namespace FastMtp.Selection.Checks;

/// <summary>Labels that only some configurations have, and groups that only some are in.</summary>
internal static class MissingLabels
{
    private static readonly (string Name, Func<Configuration, bool> Has, Func<Configuration, bool> CanHave)[] Labels =
    [
        ("energy", c => c.Energy is not null, _ => true),
        ("forces", c => c.Forces is not null, _ => true),
        ("stress", c => c.Virial is not null, c => c.Cell.IsBulk),
    ];

    public static void Run(CheckedSet set)
    {
        var all = set.Configurations;
        foreach (var (name, has, canHave) in Labels)
        {
            if (!all.Any(canHave) || all.Any(has)) continue;
            set.AddForSet(Severity.Note, "missing labels", "all", $"no configuration has {Noun(name)}",
                "check the name of the key if there should be some");
        }
        var present = Array.FindAll(Labels, label => all.Any(label.Has));
        for (var i = 0; i < all.Count; i++)
        {
            string[] missing = [.. present.Where(label => label.CanHave(all[i]) && !label.Has(all[i])).Select(label => label.Name)];
            if (missing.Length == 0) continue;
            var hasSome = Labels.Any(label => label.Has(all[i]));
            set.Add(hasSome ? Severity.Note : Severity.Warning, hasSome ? "partly labelled" : "no labels", i,
                $"no {string.Join(", no ", missing)}",
                hasSome ? "a fit uses what there is; label the rest if it was forgotten" : "label it or leave it out");
        }
        var without = all.Count(c => c.ConfigType is null);
        if (without > 0 && without < all.Count)
        {
            set.AddForSet(Severity.Note, "no group", "all", $"{without} of {all.Count} configurations have no config_type",
                "name their group if groups get weights");
        }
    }

    private static string Noun(string name) => name switch
    {
        "energy" => "an energy",
        "stress" => "a stress",
        _ => name,
    };
}
