using FastMtp.Basis;
using FastMtp.Pace;

namespace FastMtp.PaceBlocks;

/// <summary>The sums of one l over neighbours of one species: labels that follow one another.</summary>
/// <param name="L">l.</param>
/// <param name="Function">The number of the first one among the radial functions of its pair.</param>
/// <param name="Count">How many.</param>
/// <param name="Row">The first row of the first one; each has 2l + 1.</param>
internal readonly record struct SumGroup(int L, int Function, int Count, int Row);

/// <summary>
/// What a pair of species adds to the sums of its central one. Radial functions are those of the labels, then one for each density
/// with all functions of rank 1.
/// </summary>
internal sealed class PacePair
{
    /// <param name="bond">The radial functions.</param>
    /// <param name="labels">The labels of this neighbour, by l.</param>
    /// <param name="row">The first row of the first label.</param>
    /// <param name="singles">[P][g] coefficients of the g at rank 1.</param>
    public PacePair(PaceBond bond, IReadOnlyList<PaceLabel> labels, int row, double[][] singles)
    {
        Variable = new(bond);
        var groups = new List<SumGroup>();
        foreach (var group in labels.GroupBy(label => label.L))
        {
            groups.Add(new(group.Key, groups.Sum(g => g.Count), group.Count(), row));
            row += group.Count() * (2 * group.Key + 1);
        }
        Groups = [.. groups];
        LargestL = groups.Select(g => g.L).DefaultIfEmpty(0).Max();
        LabelCount = labels.Count;
        var g = ChebyshevForm.Of(bond);
        Length = g[0].Length;
        FunctionCount = labels.Count + singles.Length;
        var functions = labels.Select(label => bond.Coefficients[label.N - 1][label.L]).Concat(singles);
        Series = [.. functions.SelectMany(c => Interleaved(Sum(g, c)))];
    }

    /// <summary>The functions of the distance that all radial functions are made of.</summary>
    public RadialVariable Variable { get; }

    /// <summary>The labels, by l.</summary>
    public SumGroup[] Groups { get; }

    /// <summary>The largest l.</summary>
    public int LargestL { get; }

    /// <summary>Number of labels.</summary>
    public int LabelCount { get; }

    /// <summary>Number of radial functions.</summary>
    public int FunctionCount { get; }

    /// <summary>Number of Chebyshev polynomials.</summary>
    public int Length { get; }

    /// <summary>[function][k][2] the Chebyshev series of a function and of its derivative with respect to x.</summary>
    public double[] Series { get; }

    private static double[] Sum(double[][] g, double[] coefficients)
    {
        var sum = new double[g[0].Length];
        for (var n = 0; n < g.Length; n++)
            for (var k = 0; k < sum.Length; k++) sum[k] += coefficients[n] * g[n][k];
        return sum;
    }

    private static IEnumerable<double> Interleaved(double[] series) =>
        series.Zip(ChebyshevForm.Derivative(series), (a, b) => (double[])[a, b]).SelectMany(pair => pair);
}

/// <summary>An atom of one species: its coupled functions, and what its neighbours add to the sums that those multiply.</summary>
internal sealed class PaceSpecies
{
    /// <param name="model">The potential.</param>
    /// <param name="center">The species.</param>
    /// <param name="plans">As for <see cref="CoupledFunctions.Of"/>.</param>
    /// <param name="file">Where the potential comes from, for messages.</param>
    /// <exception cref="InputException">A function depends on the orientation, or there are too many.</exception>
    public PaceSpecies(PaceModel model, int center, Dictionary<string, BasisPlan> plans, string file)
    {
        var functions = CoupledFunctions.Of(model, center, plans, file);
        Program = functions.Plan is { } plan ? ContractionProgram.Create(plan) : null;
        FunctionRows = [.. functions.Plan?.Functions ?? []];
        FunctionCoefficients = [.. functions.Coefficients.SelectMany(xi => xi)];
        Embedding = model.Embeddings[center];
        E0 = model.E0[center];
        var row = 0;
        var pairs = new List<PacePair>();
        for (var neighbor = 0; neighbor < model.Elements.Count; neighbor++)
        {
            var bond = model.Bonds[center * model.Elements.Count + neighbor];
            PaceLabel[] labels = [.. functions.Labels.Where(label => label.Species == neighbor)];
            pairs.Add(new(bond, labels, row, Singles(model.Functions[center], neighbor, bond.BasisSize)));
            row += labels.Sum(label => 2 * label.L + 1);
        }
        Pairs = [.. pairs];
    }

    /// <summary>The passes that multiply sums; null if there are only functions of rank 1.</summary>
    public ContractionProgram? Program { get; }

    /// <summary>[A] rows of the functions.</summary>
    public int[] FunctionRows { get; }

    /// <summary>[P][A] what a function adds to the densities.</summary>
    public double[] FunctionCoefficients { get; }

    /// <summary>The energy as a function of densities.</summary>
    public PaceEmbedding Embedding { get; }

    /// <summary>Energy of an atom alone, eV.</summary>
    public double E0 { get; }

    /// <summary>[N_T] by species of the neighbour.</summary>
    public PacePair[] Pairs { get; }

    private double[][] Singles(PaceFunction[] functions, int neighbor, int size)
    {
        var singles = Enumerable.Range(0, Embedding.DensityCount).Select(_ => new double[size]).ToArray();
        foreach (var f in functions.Where(f => f.Rank == 1 && f.Species[0] == neighbor))
            for (var p = 0; p < f.Coefficients.Length; p++) singles[p % f.DensityCount][f.N[0] - 1] += f.Coefficients[p];
        return singles;
    }
}
