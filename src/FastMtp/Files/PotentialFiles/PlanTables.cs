using FastMtp.Basis;
using FastMtp.Basis.Mtp;

namespace FastMtp.Files.PotentialFiles;

/// <summary>The tables of a potential file, named as in <c>.mtp</c>, from which a <see cref="BasisPlan"/> is made.</summary>
/// <param name="MomentCount"><c>alpha_moments_count</c>.</param>
/// <param name="Basic"><c>alpha_index_basic</c>, rows mu, a, b, c.</param>
/// <param name="Products"><c>alpha_index_times</c>, rows left, right, multiplicity, target.</param>
/// <param name="Functions"><c>alpha_moment_mapping</c>.</param>
internal sealed record PlanTables(int MomentCount, int[][] Basic, int[][] Products, int[] Functions)
{
    public static PlanTables Of(BasisPlan plan) => new(
        plan.MomentCount,
        [.. plan.BasicMoments.Select(m => (int[])[m.Mu, m.A, m.B, m.C])],
        [.. plan.Products.Select(p => (int[])[p.Left, p.Right, p.Multiplicity, p.Target])],
        [.. plan.Functions]);

    public BasisPlan Build(string file)
    {
        try
        {
            return BasisPlan.FromTables(
                Basic.Select(row => new BasicMoment(row[0], row[1], row[2], row[3])),
                Products.Select(row => new Product(row[0], row[1], row[2], row[3])),
                Functions,
                MomentCount);
        }
        catch (ArgumentException e)
        {
            throw new InputException($"{file}: {e.Message}; the tables are damaged, copy the file again.", e);
        }
    }

    /// <summary>The standard plan with the same functions, if any, and the moment coefficients in its order.</summary>
    public static (BasisPlan Plan, double[] Moments) Standardize(BasisPlan plan, double[] given)
    {
        if (!StandardBasis.TryRecognize(plan, out var standard, out var positions)) return (plan, given);
        var moments = new double[given.Length];
        for (var i = 0; i < given.Length; i++)
        {
            // Sets of coefficients of several central species follow each other.
            var (set, function) = (i / positions.Length, i % positions.Length);
            moments[set * positions.Length + positions[function]] = given[i];
        }
        return (standard!, moments);
    }
}
