using System.Collections.Immutable;
using FastMtp.Basis.Symbols;

namespace FastMtp.Basis.Mtp;

/// <summary>Recognises the standard basis of a level in any plan that computes the same functions.</summary>
internal static class StandardBasis
{
    /// <summary>
    /// Fingerprints of the plans of levels 2, 4, …: files with the standard tables are recognised without building the plan
    /// again.
    /// </summary>
    private static readonly ulong[] Fingerprints =
    [
        0xE4BC4FD9252BE94F, 0xD281D5C3CFA92FF4, 0xDC7CEF0EAA728E17, 0x7D7668BBBA063161, 0xD61D2B989982F510, 0x15EE8997997A2AEA,
        0x8DBD692BDA393142, 0x072FD8A03533DF38, 0x55FEBC6B09A3FC2F, 0xAF35EC29E28E0698, 0x6AA234E29B2897AE, 0x6D7F455C7BF786FD,
    ];

    /// <summary>Finds the standard plan with the same basis functions, regardless of the order of products and functions.</summary>
    /// <remarks>Both programs run on the same random residues; functions are matched by value, exactly.</remarks>
    /// <param name="plan">A plan from a file's own tables.</param>
    /// <param name="standard">The standard plan, if any.</param>
    /// <param name="positions">
    /// For each function of <paramref name="plan"/> its index among the functions of <paramref name="standard"/>.
    /// </param>
    /// <returns>False if the plan is not equivalent to a standard level.</returns>
    public static bool TryRecognize(BasisPlan plan, out BasisPlan? standard, out ImmutableArray<int> positions)
    {
        standard = WithKnownTables(plan);
        if (standard is not null)
        {
            positions = [.. Enumerable.Range(0, plan.Functions.Length)];
            return true;
        }
        positions = [];
        standard = StandardLevels.All.Where(level => MightBe(plan, level)).Select(BasisPlan.ForLevel)
            .FirstOrDefault(p => p.Functions.Length == plan.Functions.Length);
        if (standard is null) return false;
        var index = FunctionValues(standard).Select((value, i) => (value, i)).ToDictionary(f => f.value, f => f.i);
        var found = FunctionValues(plan).Select(value => index.TryGetValue(value, out var i) ? i : -1).ToImmutableArray();
        if (found.Contains(-1) || found.Distinct().Count() != found.Length)
        {
            standard = null;
            return false;
        }
        positions = found;
        return true;
    }

    /// <summary>The plan with the level whose tables it has, or null.</summary>
    internal static BasisPlan? WithKnownTables(BasisPlan plan)
    {
        var known = Array.IndexOf(Fingerprints, Fingerprint.Of(plan));
        return known < 0 ? null : plan.As(MtpFamily.NameOf(2 * (known + 1)));
    }

    /// <summary>The moment tensors of a level differ from those of every other level.</summary>
    private static bool MightBe(BasisPlan plan, int level)
    {
        var tensors = new HashSet<MomentTensor>(plan.BasicMoments.Select(m => new MomentTensor(m.Mu, m.Nu)));
        return tensors.SetEquals(StandardLevels.MomentTensors(level)) || plan.BasicMoments.Length == 1;
    }

    private static IEnumerable<Residue> FunctionValues(BasisPlan plan)
    {
        var values = new Residue[plan.MomentCount];
        for (var i = 0; i < plan.BasicMoments.Length; i++) values[i] = Residue.Random(plan.BasicMoments[i]);
        foreach (var p in plan.Products) values[p.Target] += Residue.Of(p.Multiplicity) * values[p.Left] * values[p.Right];
        return plan.Functions.Select(f => values[f]);
    }
}
