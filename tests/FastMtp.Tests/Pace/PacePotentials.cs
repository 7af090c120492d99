using FastMtp.Pace;
using FastMtp.Tests.Evaluation;

namespace FastMtp.Tests.Pace;

/// <summary>Potentials in the form of PACE with random numbers, invariant under rotations, that use all that PACE has.</summary>
internal static class PacePotentials
{
    private static readonly string[] Elements = ["Mo", "Nb", "Ta", "W"];
    private static readonly string[] Bases = [PaceBond.ChebPow, PaceBond.ChebExpCos, PaceBond.SBessel];

    /// <summary>The functions of an expansion, with radial functions, densities and repulsions of PACE.</summary>
    /// <param name="basis">Name of the expansion.</param>
    /// <param name="speciesCount">Number of species.</param>
    /// <param name="function">Name of the embedding.</param>
    /// <param name="inner">What switches to the core repulsion.</param>
    /// <param name="densities">P of the first species; others have one more each.</param>
    public static PaceModel Create(string basis, int speciesCount, string function, string inner, int densities)
    {
        var species = new SpeciesList(Elements[..speciesCount]);
        var random = new Random(7);
        var model = PaceExpansion.Of(RandomPotentials.Create(basis, speciesCount) with { Species = species }, "a.fmtp");
        return model with
        {
            Embeddings = [.. species.Names.Select((_, i) => Embedding(function, densities + i))],
            Bonds = [.. model.Bonds.Select((bond, pair) => Bond(bond, pair, inner, random))],
            Functions = [.. model.Functions.Select((functions, i) => functions.Select(f => Function(f, densities + i, random)).ToArray())],
        };
    }

    // Core repulsions are some eV at the shortest distances, where h falls.
    private static PaceEmbedding Embedding(string function, int densities)
    {
        var parameters = Enumerable.Range(0, densities).SelectMany(p => (double[])[1 - 0.3 * p, p == 0 ? 1 : 0.5 + 0.1 * p]);
        return new(densities, function, [.. parameters], 40, 39);
    }

    private static PaceBond Bond(PaceBond bond, int pair, string inner, Random random) => bond with
    {
        Basis = Bases[pair % 3],
        Parameters = [Bases[pair % 3] is PaceBond.ChebPow ? 2 + 0.5 * (pair % 2) : 4.1],
        Cutoff = 5 + 0.1 * pair,
        CutoffWidth = pair % 2 == 0 ? 0.6 : 0,
        CorePrefactor = 20,
        CoreDecay = 0.3,
        InnerSwitch = inner,
        InnerCutoff = 3.1,
        InnerWidth = 0.9,
        Coefficients = [.. bond.Coefficients.Select(n => n.Select(l => l.Select(_ => 0.4 * Number(random)).ToArray()).ToArray())],
    };

    // All combinations of m keep their ratios.
    private static PaceFunction Function(PaceFunction f, int densities, Random random)
    {
        var largest = f.Coefficients.Max(Math.Abs);
        double[] weights = [.. Enumerable.Range(0, densities).Select(_ => largest == 0 ? 0 : 0.1 * Number(random) / largest)];
        return f with
        {
            DensityCount = densities,
            Coefficients = [.. f.Coefficients.SelectMany(c => weights.Select(weight => weight * c))],
        };
    }

    private static double Number(Random random) => 2 * random.NextDouble() - 1;
}
