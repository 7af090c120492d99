using FastMtp.Basis;
using FastMtp.Pace;

namespace FastMtp.PaceBlocks;

/// <summary>A potential in the form of PACE, prepared for evaluation: its functions in coupled form.</summary>
internal sealed class PacePotential
{
    /// <param name="model">The potential.</param>
    /// <param name="file">Where it comes from, for messages.</param>
    /// <exception cref="InputException">A function depends on the orientation, or there are too many.</exception>
    public PacePotential(PaceModel model, string file)
    {
        FunctionCount = model.Functions.Sum(functions => functions.Length);
        Elements = model.Elements;
        Cutoff = model.Bonds.Max(bond => bond.Cutoff);
        // Species often have the same functions, with other coefficients.
        var plans = new Dictionary<string, BasisPlan>();
        Species = [.. Enumerable.Range(0, model.Elements.Count).Select(center => new PaceSpecies(model, center, plans, file))];
    }

    /// <summary>Number of functions that the file lists, those of all species.</summary>
    public int FunctionCount { get; }

    /// <summary>The species.</summary>
    public SpeciesList Elements { get; }

    /// <summary>The largest cutoff of a pair, Å.</summary>
    public double Cutoff { get; }

    /// <summary>[N_T] what an atom of each species has.</summary>
    public PaceSpecies[] Species { get; }
}
